using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Accounts;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>Changes the language, of the browser and of the account's notices.</summary>
internal sealed class LanguageModel(AccountQueries accounts) : SatchelPage
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(400); // browsers keep none for longer

    public override Text Title => FrameTexts.Menu;

    public IActionResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync(string? to, string? back)
    {
        if (Languages.Of(to) is { } language)
        {
            Response.Cookies.Append(Languages.Cookie, language.Tag(), PageCookies.For(HttpContext, Life));
            if (Visitor is not null)
            {
                await accounts.ChangeLanguageAsync(Visitor.Account, language.Tag(), Aborted);
            }
        }

        return LocalRedirect(Url.IsLocalUrl(back) ? back! : "/");
    }
}
