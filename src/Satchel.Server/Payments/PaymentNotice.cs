namespace Satchel.Server.Payments;

/// <summary>News of a provider's about money, however it came: delivered, asked for, or by the operator's hand.</summary>
/// <param name="Provider">Whose news.</param>
/// <param name="Event">The provider's id of the delivery, by which the same one is known again.</param>
/// <param name="Digest">A digest of the delivery's content, in hex.</param>
/// <param name="Order">Our id of the order; null where only the reference is known.</param>
/// <param name="Reference">The provider's id of it; null where ours is known.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Transaction">The provider's id of the payment, the refund or the dispute: it counts once.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When, by the provider's clock.</param>
internal sealed record PaymentNotice(
    string Provider, string Event, string Digest, string? Order, string? Reference, PaymentKind Kind, string Transaction, Money Amount, DateTimeOffset At);
