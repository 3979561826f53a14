using Satchel.Server.Accounts;
using Satchel.Server.Limits;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>Where the link of a signup leads. It asks before the account is made: programs that read mail follow links.</summary>
internal sealed class ConfirmModel(Signups signups, RateLimits limits) : SatchelPage
{
    public override Text Title => IsDone ? ConfirmTexts.DoneTitle : Email is null ? ConfirmTexts.DeadTitle : ConfirmTexts.Title;

    /// <summary>The address that is confirmed; null where the link is good no more.</summary>
    public string? Email { get; private set; }

    /// <summary>Whether the account has just been made.</summary>
    public bool IsDone { get; private set; }

    public async Task OnPostAsync(string code)
    {
        IsDone = Email is not null && await signups.ConfirmAsync(code, Aborted);
        Email = IsDone ? Email : null;
    }

    protected override async Task<string?> LanguageOfAccountAsync()
    {
        await limits.SpendAsync(RateLimit.LoginsOfNetwork, limits.NetworkOf(HttpContext), Aborted);
        SignupRow? signup = await signups.FindAsync((string?)RouteData.Values["code"] ?? "", Aborted);
        Email = signup?.Email;
        return signup?.Language;
    }
}
