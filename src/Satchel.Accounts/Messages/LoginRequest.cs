namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/logins</c>: the first step of signing in by passphrase.</summary>
/// <param name="Email">The account's address; one that has no account is answered alike.</param>
/// <param name="Ke1">OPAQUE's first message.</param>
public sealed record LoginRequest(string Email, byte[] Ke1);
