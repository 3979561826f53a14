using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.Vouchers;

/// <summary>Codes that the operator makes and hands out: the way to pay that needs nobody else. The code is the payment, so there is nothing to begin or to ask about.</summary>
internal sealed class VoucherProvider(Ledger ledger) : IPaymentProvider
{
    /// <inheritdoc/>
    public string Name => OrderProviders.Voucher;

    /// <inheritdoc/>
    public bool IsOffered => true;

    /// <inheritdoc/>
    public Task<Checkout> BeginAsync(Order order, CheckoutContext context, CancellationToken cancellationToken) => Task.FromResult(new Checkout(null, null, order.Reference ?? order.Id));

    /// <inheritdoc/>
    public Task<ProviderState> QueryAsync(Order order, CancellationToken cancellationToken) => Task.FromResult<ProviderState>(new ProviderState.Closed());

    /// <inheritdoc/>
    public Task CloseAsync(Order order, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends what a voucher gave; no money moves, and the voucher stays used.</summary>
    public async Task<RefundResult> RefundAsync(Order order, Money amount, string reason, CancellationToken cancellationToken)
    {
        await ledger.EndGivenAsync(order.Id, cancellationToken);
        return new RefundResult(order.Id, IsDone: true);
    }
}
