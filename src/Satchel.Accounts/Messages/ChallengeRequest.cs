namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/challenges</c>: asks for something to sign. One of the two is given.</summary>
/// <param name="Account">The account that is to sign.</param>
/// <param name="Device">The device that is to sign.</param>
public sealed record ChallengeRequest(string? Account = null, string? Device = null);
