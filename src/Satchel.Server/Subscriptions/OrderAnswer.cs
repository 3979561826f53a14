namespace Satchel.Server.Subscriptions;

/// <summary>An order as its person sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Kind"><c>new</c>, <c>renewal</c> or <c>upgrade</c>.</param>
/// <param name="State"><c>open</c>, <c>paid</c>, <c>closed</c>, <c>refunded</c> or <c>chargedBack</c>.</param>
/// <param name="Price">What the plan costs.</param>
/// <param name="Credit">What the rest of the plan before is worth.</param>
/// <param name="Amount">What is paid, in the smallest unit.</param>
/// <param name="Currency">Of all three.</param>
/// <param name="Provider">The way it is paid.</param>
/// <param name="Renews">Whether it renews by itself.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="EndedAt">When it was closed or given back.</param>
/// <param name="RedirectTo">Where to pay, where that is the way.</param>
/// <param name="Qr">What the QR code says, where that is the way.</param>
internal sealed record OrderAnswer(
    string Id,
    string Plan,
    string Kind,
    string State,
    long Price,
    long Credit,
    long Amount,
    string Currency,
    string Provider,
    bool Renews,
    DateTimeOffset CreatedAt,
    DateTimeOffset? PaidAt = null,
    DateTimeOffset? EndedAt = null,
    Uri? RedirectTo = null,
    string? Qr = null);
