namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>One vote of <see cref="IosPoll"/>: all of a person's choices.</summary>
/// <param name="Voter">The JID of who voted, as stored; null for the owner.</param>
/// <param name="Options">The numbers of the options from 0.</param>
/// <param name="IsOwn">Whether it stands where the owner's does.</param>
internal sealed record IosVote(string? Voter, IReadOnlyList<int> Options, bool IsOwn);
