namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="SignupRequest"/>.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Device">The first device's id; null where the address is to be confirmed by mail first.</param>
public sealed record SignupAnswer(string Account, string? Device = null);
