using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments;

/// <summary>A way to pay. What a provider says is told to the <see cref="Ledger"/>, which alone decides what follows from it.</summary>
internal interface IPaymentProvider
{
    /// <summary><c>voucher</c>, <c>stripe</c>, <c>wechatpay</c>: what its orders and payments are kept under.</summary>
    string Name { get; }

    /// <summary>Whether the operator has set it up.</summary>
    bool IsOffered { get; }

    /// <summary>Begins the payment of an open order; asked twice for the same order, it begins the same payment.</summary>
    Task<Checkout> BeginAsync(Order order, CheckoutContext context, CancellationToken cancellationToken);

    /// <summary>What the provider says of an order now, for when its deliveries were lost.</summary>
    Task<ProviderState> QueryAsync(Order order, CancellationToken cancellationToken);

    /// <summary>Makes an order that is not paid one that cannot be paid any more.</summary>
    Task CloseAsync(Order order, CancellationToken cancellationToken);

    /// <summary>Gives money back. That it was given is told to the ledger as any other news of the provider's.</summary>
    Task<RefundResult> RefundAsync(Order order, Money amount, string reason, CancellationToken cancellationToken);
}
