using Satchel.Server.Accounts;
using Satchel.Server.Pages.Pictures;
using Satchel.Server.Pages.Standing;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;
using Satchel.Server.Vaults;

namespace Satchel.Server.Pages;

/// <summary>The first page of an account: how it stands, what it holds, and what will happen when.</summary>
internal sealed class OverviewModel(AccountQueries accounts, VaultQueries vaults, Families families, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => OverviewTexts.Title;

    public IReadOnlyList<(string Name, long Bytes)> Vaults { get; private set; } = [];

    /// <summary>What counts against the quota: for a family that of all its people.</summary>
    public long UsedBytes { get; private set; }

    public QuotaPicture Quota => new(UsedBytes, Account.QuotaBytes, [.. Vaults.Select(vault => vault.Bytes)]);

    public StandingView View => StandingView.Of(Account, Standing, Catalogue.Ladder);

    /// <summary>What will happen; null where the plan has no end.</summary>
    public PlanLife? Life => PlanLife.Of(Account, Catalogue, Now);

    /// <summary>What the state means, with its days.</summary>
    public string Meaning
    {
        get
        {
            DateTimeOffset ends = Account.Ends ?? Now;
            DateTimeOffset deletion = DateTimeOffset.FromUnixTimeMilliseconds(Account.DeletedAt ?? Account.DeletionAt ?? Now.ToUnixTimeMilliseconds());
            return T(View.Meaning, Day(Catalogue.Ladder.ReadOnlyFrom(ends)), Day(ends), Day(deletion), Day(deletion.AddDays(Catalogue.Ladder.TrashDays)));
        }
    }

    /// <summary>Whether somebody else's family plan is shared.</summary>
    public bool IsMember => Account.Family is { } family && family != Account.Id;

    /// <summary>Whether there is anything to buy here.</summary>
    public bool CanPay => Standing != AccountStanding.Suspended && Catalogue.Plans.Any(plan => plan.Prices.Count > 0);

    public async Task OnGetAsync()
    {
        Vaults = await vaults.MeasureAsync(Account.Id, Aborted);
        UsedBytes = Account.Family is null ? Account.UsedBytes : (await families.ListAsync(Account.Id, Aborted)).Sum(member => member.UsedBytes);
    }
}
