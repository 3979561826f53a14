using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>Ends a session.</summary>
internal sealed class SignOutModel(PageSessions sessions) : SatchelPage
{
    public override Text Title => SignInTexts.OutTitle;

    public IActionResult OnGet() => IsSignedIn ? Redirect(Menu.Start) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        await sessions.EndAsync(Request.Cookies[PageSessions.Cookie], Aborted);
        Response.Cookies.Delete(PageSessions.Cookie, PageCookies.For(HttpContext));
        return RedirectToPage();
    }
}
