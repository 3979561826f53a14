using Satchel.Server.Accounts;
using Satchel.Server.Pages.Pictures;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Vaults;

namespace Satchel.Server.Pages;

/// <summary>The first page of an account: how it stands, what it holds, and what will happen when.</summary>
internal sealed class OverviewModel(AccountQueries accounts, VaultQueries vaults, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => OverviewTexts.Title;

    public IReadOnlyList<(string Name, long Bytes)> Vaults { get; private set; } = [];

    public QuotaPicture Quota => new(Account.UsedBytes, Account.QuotaBytes, [.. Vaults.Select(vault => vault.Bytes)]);

    public async Task OnGetAsync() => Vaults = await vaults.MeasureAsync(Account.Id, Aborted);
}
