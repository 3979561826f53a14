using Satchel.Server.Accounts;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages;

/// <summary>The orders of an account.</summary>
internal sealed class OrdersModel(AccountQueries accounts, Ledger ledger, Catalogue catalogue, TimeProvider time) : AccountPage(accounts, catalogue, time)
{
    public override Text Title => OrderTexts.Title;

    public IReadOnlyList<Order> Orders { get; private set; } = [];

    public async Task OnGetAsync() => Orders = await ledger.ListAsync(Account.Id, Aborted);
}
