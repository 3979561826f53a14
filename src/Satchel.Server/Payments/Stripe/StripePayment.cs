namespace Satchel.Server.Payments.Stripe;

/// <summary>A payment as Stripe tells of it.</summary>
/// <param name="Transaction">The payment intent's id, under which refunds and disputes name it; the invoice's or the session's where nothing was to be paid.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When.</param>
internal sealed record StripePayment(string Transaction, Money Amount, DateTimeOffset At);
