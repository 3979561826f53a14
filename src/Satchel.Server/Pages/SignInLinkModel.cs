using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Limits;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>
/// Where a link leads. It asks before it is used: a program that reads mail follows links, and nobody should be signed in to
/// a stranger's account without seeing whose it is.
/// </summary>
internal sealed class SignInLinkModel(PageLinks links, PageSessions sessions, RateLimits limits) : SatchelPage
{
    public override Text Title => Link is null ? SignInTexts.DeadTitle : SignInTexts.LinkTitle;

    /// <summary>What it opens; null where it is good no more.</summary>
    public PageLink? Link { get; private set; }

    public async Task OnGetAsync(string token)
    {
        await limits.SpendAsync(RateLimit.LoginsOfNetwork, limits.NetworkOf(HttpContext), Aborted);
        Link = await links.FindAsync(token, Aborted);
    }

    public async Task<IActionResult> OnPostAsync(string token)
    {
        await limits.SpendAsync(RateLimit.LoginsOfNetwork, limits.NetworkOf(HttpContext), Aborted);
        if (await links.TakeAsync(token, Aborted) is not { } secret)
        {
            return Page();
        }

        await sessions.EndAsync(Request.Cookies[PageSessions.Cookie], Aborted);
        Response.Cookies.Append(PageSessions.Cookie, secret, PageCookies.For(HttpContext, PageSessions.Life));
        return Redirect(Menu.Start);
    }
}
