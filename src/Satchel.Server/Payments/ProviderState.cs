namespace Satchel.Server.Payments;

/// <summary>What a provider says of an order when it is asked.</summary>
internal abstract record ProviderState
{
    private protected ProviderState()
    {
    }

    /// <summary>It can still be paid.</summary>
    internal sealed record Open : ProviderState;

    /// <summary>It cannot be paid any more, and was not.</summary>
    internal sealed record Closed : ProviderState;

    /// <summary>It was paid.</summary>
    internal sealed record Paid(string Transaction, Money Amount, DateTimeOffset At) : ProviderState;

    /// <summary>It was paid, and given back since.</summary>
    internal sealed record Refunded(string PaymentTransaction, string RefundTransaction, Money Amount, DateTimeOffset PaidAt, DateTimeOffset At) : ProviderState;
}
