namespace Satchel.Server.Payments;

/// <summary>How a person goes on paying.</summary>
/// <param name="RedirectTo">The provider's page, where that is the way.</param>
/// <param name="QrText">What a QR code is to say, where that is the way.</param>
/// <param name="Reference">The provider's id of it, or ours where it takes ours.</param>
internal sealed record Checkout(Uri? RedirectTo, string? QrText, string Reference);
