using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Accounts;
using Satchel.Server.Limits;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages;

/// <summary>Who shares a family plan.</summary>
internal sealed class FamilyModel(AccountQueries accounts, Families families, RateLimits limits, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => FamilyTexts.Title;

    public IReadOnlyList<FamilyMember> Members { get; private set; } = [];

    /// <summary>How many people the account's plan is for.</summary>
    public int People => Catalogue.Find(Account.Plan)?.People ?? 1;

    /// <summary>Whether the plan is this account's own.</summary>
    public bool IsOwner => People > 1 && (Account.Family is null || Account.Family == Account.Id);

    /// <summary>The invitation that was just made.</summary>
    public FamilyInvitation? Invitation { get; private set; }

    /// <summary>Whether what was asked for could not be done.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether whoever is signed in may take somebody out. It begins what a plan's end begins, so a link that a device made is not enough for it.</summary>
    public bool MayRemove => Visitor!.Device is null;

    public async Task OnGetAsync() => Members = await families.ListAsync(Account.Id, Aborted);

    public Task<IActionResult> OnPostInviteAsync() => TryAsync(async () => Invitation = await families.InviteAsync(Account.Id, Aborted));

    public Task<IActionResult> OnPostJoinAsync(string? code) => TryAsync(() => families.AcceptAsync(Account.Id, code?.Trim() ?? "", Aborted));

    public Task<IActionResult> OnPostLeaveAsync(string? member) => !MayRemove ? throw new ProblemException(Problem.OwnerRequired) : TryAsync(() => families.LeaveAsync(Account.Id, string.IsNullOrEmpty(member) ? Account.Id : member, Aborted));

    private async Task<IActionResult> TryAsync(Func<Task> change)
    {
        await limits.SpendAsync(RateLimit.Codes, Account.Id, Aborted);
        try
        {
            await change();
            if (Invitation is null)
            {
                return Redirect("/account/family");
            }
        }
        catch (ProblemException refused) when (refused.Problem == Problem.FamilyRefused)
        {
            IsRefused = true;
        }

        await OnGetAsync();
        return Page();
    }
}
