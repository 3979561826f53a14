namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/accounts</c>: makes the account of a registration.</summary>
/// <param name="Registration">From the <see cref="RegistrationAnswer"/>.</param>
/// <param name="Email">The same address as there.</param>
/// <param name="AccountKey">The account's public key; its id follows from it.</param>
/// <param name="Record">OPAQUE's registration record.</param>
/// <param name="Envelope">The recovery secret, sealed (<see cref="RecoveryEnvelope"/>).</param>
/// <param name="Device">The first device.</param>
/// <param name="Signature">By the account's key over <see cref="SignedMessage.Account"/>.</param>
/// <param name="Language">The language of notices; null for English.</param>
public sealed record SignupRequest(
    string Registration, string Email, byte[] AccountKey, byte[] Record, byte[] Envelope, NewDevice Device, byte[] Signature, string? Language = null);
