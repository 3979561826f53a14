namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/logins/{login}</c>: proves that the passphrase is known.</summary>
/// <param name="Ke3">OPAQUE's third message.</param>
/// <param name="Device">A device to add; null where only the envelope is wanted.</param>
public sealed record LoginFinish(byte[] Ke3, NewDevice? Device = null);
