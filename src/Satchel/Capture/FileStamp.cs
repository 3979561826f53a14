namespace Satchel.Capture;

/// <summary>What tells, without reading it, that a file is the one seen before.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="ModifiedNanos">When it was modified, in nanoseconds since 1970.</param>
/// <param name="Inode">Its number in the file system.</param>
/// <param name="Mode">Its permission bits.</param>
internal readonly record struct FileStamp(EntryKind Kind, long LengthBytes, long ModifiedNanos, ulong Inode, int Mode)
{
    /// <summary>Whether the content is surely the same: nobody can write it without changing one of these, but by intent.</summary>
    public bool HasSameContent(FileStamp other) =>
        Kind == other.Kind && LengthBytes == other.LengthBytes && ModifiedNanos == other.ModifiedNanos && Inode == other.Inode;
}
