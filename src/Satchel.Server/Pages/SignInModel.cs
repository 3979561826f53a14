using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Satchel.Accounts;
using Satchel.Server.Limits;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>How to come in.</summary>
internal sealed class SignInModel(MailedLinks mailed, RateLimits limits) : SatchelPage
{
    public override Text Title => IsSent ? SignInTexts.SentTitle : SignInTexts.Title;

    /// <summary>Whether an address was taken; the page is the same for one that has an account and one that has none.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether what was typed is no address.</summary>
    public bool IsWrong { get; private set; }

    public string Email { get; private set; } = "";

    public bool SendsMail => mailed.IsOffered;

    public async Task<IActionResult> OnPostAsync(string? email)
    {
        Email = email ?? "";
        if (!mailed.IsOffered || !EmailAddress.TryNormalize(Email, out string address))
        {
            IsWrong = true;
            return Page();
        }

        await limits.SpendAsync(RateLimit.MailsOfNetwork, limits.NetworkOf(HttpContext), Aborted);
        mailed.Ask(address);
        IsSent = true;
        return Page();
    }

    protected override Task<bool> RefuseAsync(PageHandlerExecutingContext context)
    {
        if (IsSignedIn)
        {
            context.Result = Redirect(Menu.Start);
        }

        return Task.FromResult(IsSignedIn);
    }
}
