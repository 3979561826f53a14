namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="ChallengeRequest"/>.</summary>
/// <param name="Challenge">32 bytes, good once and for two minutes.</param>
public sealed record ChallengeAnswer(byte[] Challenge);
