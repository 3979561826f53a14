using Satchel.Chats;
using Satchel.Chats.Zips;

namespace Satchel.Capture;

/// <summary>Something found below a source's root.</summary>
/// <param name="Path">Where, below the root, with <c>/</c>.</param>
/// <param name="Key">The same in UTF-8: the key in the files map.</param>
/// <param name="FullPath">Where on this machine; of a file in a container, where what is stored of it lies.</param>
/// <param name="Stamp">What the system says about it.</param>
/// <param name="LinkTarget">Where a link leads; else null.</param>
internal sealed record WalkedEntry(string Path, byte[] Key, string FullPath, FileStamp Stamp, string? LinkTarget)
{
    /// <summary>The file in the source's container; null where it lies as a plain file.</summary>
    public SourceFile? File { get; init; }

    /// <summary>The file in the ZIP that is the whole source; else null.</summary>
    public ZippedFile? Zipped { get; init; }
}
