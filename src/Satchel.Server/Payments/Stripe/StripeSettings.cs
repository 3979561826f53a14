namespace Satchel.Server.Payments.Stripe;

/// <summary>How Stripe is reached, and what is known with it.</summary>
/// <param name="SecretKey"><c>sk_…</c> or a restricted key that may write checkout sessions, refunds and subscriptions, and read events and invoices.</param>
/// <param name="WebhookSecrets"><c>whsec_…</c>; two while one is being replaced.</param>
/// <param name="ApiBase">Stripe's address, or that of what stands in for it.</param>
internal sealed record StripeSettings(string SecretKey, IReadOnlyList<string> WebhookSecrets, Uri ApiBase)
{
    /// <summary>Stripe's own address.</summary>
    public static readonly Uri Address = new("https://api.stripe.com/");

    /// <summary>Whether the key is of Stripe's live mode; events of the other mode are refused.</summary>
    public bool IsLive => SecretKey.Contains("_live_", StringComparison.Ordinal);

    public override string ToString() => ApiBase.Host;
}
