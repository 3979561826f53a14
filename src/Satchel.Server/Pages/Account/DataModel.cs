using Microsoft.AspNetCore.Mvc;
using Satchel.Accounts;
using Satchel.Server.Accounts;
using Satchel.Server.Pages.Leaving;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Vaults;

namespace Satchel.Server.Pages;

/// <summary>What somebody takes along, and how they go.</summary>
internal sealed class DataModel(AccountQueries accounts, VaultQueries vaults, Erasures erasures, AccountData data, Catalogue catalogue, TimeProvider time)
    : AccountPage(accounts, catalogue, time)
{
    public override Text Title => DataTexts.Title;

    public IReadOnlyList<(string Name, long Bytes)> Vaults { get; private set; } = [];

    /// <summary>For how many days an erasure waits.</summary>
    public int EraseDays { get; } = (int)Erasures.Wait.TotalDays;

    public bool IsStopped { get; private set; }

    /// <summary>Whether what was typed is not the account's address.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>Whoever is suspended may still go, and take their data along.</summary>
    protected override bool TakesFormsOfSuspended => true;

    public async Task OnGetAsync() => Vaults = await vaults.MeasureAsync(Account.Id, Aborted);

    public async Task<IActionResult> OnGetExportAsync() =>
        File(await data.WriteAsync(Account, Now, Aborted), "application/json", $"satchel-account-{Now.UtcDateTime:yyyy-MM-dd}.json");

    public async Task<IActionResult> OnPostEraseAsync(string? email)
    {
        IsWrong = !EmailAddress.TryNormalize(email ?? "", out string address) || address != Account.Email;
        if (IsWrong)
        {
            await OnGetAsync();
            return Page();
        }

        await erasures.AskAsync(Account.Id, Visitor!.Device, Aborted);
        return Redirect("/account/data");
    }

    public async Task<IActionResult> OnPostStopAsync()
    {
        IsStopped = await erasures.StopAsync(Account.Id, Visitor!.Device, Aborted);
        EraseAt = null;
        await OnGetAsync();
        return Page();
    }
}
