namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="LoginFinish"/>.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Email">Its address.</param>
/// <param name="Envelope">Its recovery secret, sealed.</param>
/// <param name="Device">The id of the device that was added; null where none was given.</param>
public sealed record LoginResult(string Account, string Email, byte[] Envelope, string? Device = null);
