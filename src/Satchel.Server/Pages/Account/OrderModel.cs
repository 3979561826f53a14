using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Accounts;
using Satchel.Server.Pages.Orders;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages;

/// <summary>An order: how to pay it while it is open, the receipt once it is paid.</summary>
internal sealed class OrderModel(AccountQueries accounts, Ledger ledger, Receipts receipts, Checkouts checkouts, Renewals renewals, Catalogue catalogue, TimeProvider time)
    : AccountPage(accounts, catalogue, time)
{
    private const int LookEachSeconds = 5;

    private Order? _order;

    public override Text Title => Order.State == OrderState.Open ? OrderTexts.Order : OrderTexts.Receipt;

    public Order Order => _order ?? throw new InvalidOperationException("the page has no order before its handler runs");

    public ReceiptPeriod? Period { get; private set; }

    public IReadOnlyList<ReceiptPayment> Payments { get; private set; } = [];

    /// <summary>How to go on paying; null where it is paid, or the provider does not answer.</summary>
    public Checkout? Checkout { get; private set; }

    /// <summary>What came of what was asked for.</summary>
    public Text? Said { get; private set; }

    /// <summary>Whether that is bad.</summary>
    public bool IsBad { get; private set; }

    /// <summary>Who gives the receipt.</summary>
    public string Issuer => Catalogue.Contact is { } contact ? $"{Request.Host}{T(FrontTexts.Comma)}{contact}" : Request.Host.ToString();

    /// <param name="id">Which.</param>
    /// <param name="watch">Whether the page is to look by itself. It does so only where it is asked to: a page that changes under a reader's hands is no help to them.</param>
    public async Task<IActionResult> OnGetAsync(string id, bool watch)
    {
        await ReadAsync(id);
        RefreshSeconds = watch && Order.State == OrderState.Open && Checkout is not null ? LookEachSeconds : null;
        return Page();
    }

    public async Task<IActionResult> OnPostLookAsync(string id)
    {
        await ReadAsync(id);
        if (Order.State == OrderState.Open)
        {
            Text? wrong = await checkouts.AskAsync(Order, Aborted);
            await ReadAsync(id);
            (Said, IsBad) = Order.State == OrderState.Open ? (wrong ?? PayTexts.NotYet, true) : (PayTexts.Thanks, false);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostCancelAsync(string id)
    {
        await ReadAsync(id);
        if (Order.State == OrderState.Open)
        {
            await checkouts.CancelAsync(Order, Aborted);
            await ReadAsync(id);
            Said = Order.State == OrderState.Closed ? PayTexts.Cancelled : null;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostStopRenewingAsync(string id)
    {
        try
        {
            await ReadAsync(id);
            await renewals.StopAsync(Account.Id, Aborted);
            await ReadAsync(id);
            Said = PayTexts.StoppedRenewing;
        }
        catch (ProviderException)
        {
            (Said, IsBad) = (PayTexts.Away, true);
        }

        return Page();
    }

    private async Task ReadAsync(string id)
    {
        _order = await ledger.FindAsync(id, Aborted) is { } order && order.Account == Account.Id ? order : throw new ProblemException(Problem.NotFound);
        Period = await receipts.FindPeriodAsync(Order, Aborted);
        Payments = await receipts.ListPaymentsAsync(Order, Aborted);
        if (Order.State != OrderState.Open)
        {
            Checkout = null;
            return;
        }

        var context = new CheckoutContext(
            new Uri($"{Server}/account/paid/{Order.Id}"), new Uri($"{Server}/account/paid/{Order.Id}"), Language.Tag(), PlanTexts.NameOf(Catalogue, Order.Plan, Language));
        Checkout = await checkouts.BeginAsync(Order, context, Aborted);
        (Said, IsBad) = Checkout is null ? (PayTexts.Away, true) : (null, false);
    }
}
