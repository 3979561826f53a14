namespace Satchel.Server.Payments;

/// <summary>What came of asking for a refund.</summary>
/// <param name="Transaction">The provider's id of the refund.</param>
/// <param name="IsDone">Whether it is done; else the provider will tell.</param>
internal sealed record RefundResult(string Transaction, bool IsDone);
