namespace Satchel.Server.Payments;

/// <summary>What a provider is told besides the order.</summary>
/// <param name="ReturnTo">Where the person comes back to after paying.</param>
/// <param name="CancelTo">Where the person comes back to without having paid.</param>
/// <param name="Language"><c>en</c> or <c>zh-CN</c>.</param>
/// <param name="Description">What is bought, in that language.</param>
internal sealed record CheckoutContext(Uri ReturnTo, Uri CancelTo, string Language, string Description);
