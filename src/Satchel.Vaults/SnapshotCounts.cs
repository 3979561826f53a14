namespace Satchel.Vaults;

/// <summary>How much a snapshot holds, for lists: told by its writer, not counted again.</summary>
/// <param name="Chats">Its chats.</param>
/// <param name="Messages">Its messages.</param>
/// <param name="Attachments">Attachments of its messages.</param>
/// <param name="Files">Files of the source.</param>
/// <param name="Bytes">The files' lengths in sum.</param>
public sealed record SnapshotCounts(long Chats, long Messages, long Attachments, long Files, long Bytes);
