namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/tokens</c>: a signed challenge for a token. Either a device is given, or an account with <see cref="TokenScope.Owner"/>.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Signature">Over <see cref="SignedMessage.Token"/> or <see cref="SignedMessage.Owner"/>.</param>
/// <param name="Device">The device that signed.</param>
/// <param name="Account">The account that signed.</param>
/// <param name="Scope">What the token is to allow; null is <see cref="TokenScope.Add"/>.</param>
public sealed record TokenRequest(byte[] Challenge, byte[] Signature, string? Device = null, string? Account = null, string? Scope = null);
