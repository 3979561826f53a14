namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="TokenRequest"/>.</summary>
/// <param name="Token">The token, base64url of 32 bytes, to be sent as <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="Scope"><see cref="TokenScope.Add"/> or <see cref="TokenScope.Owner"/>.</param>
public sealed record TokenAnswer(string Token, DateTimeOffset ExpiresAt, string Scope);
