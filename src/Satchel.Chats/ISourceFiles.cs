namespace Satchel.Chats;

/// <summary>
/// The opened files of a source that does not lie as plain files below a folder: an app's files in an iPhone backup, which lie there under other
/// names and may be encrypted. Reading is thread-safe.
/// </summary>
public interface ISourceFiles : IDisposable
{
    /// <summary>The source with what only its opened files tell: its databases, perhaps its owner.</summary>
    ChatSource Complete(ChatSource source);

    /// <summary>
    /// Every file and link, and every empty folder, in the order of the paths' bytes in UTF-8. What is named and not there is added to <paramref name="unreadable"/>.
    /// </summary>
    IEnumerable<SourceFile> List(ICollection<string> unreadable, CancellationToken cancellationToken);

    /// <summary>The file at a path below the root; null where there is none.</summary>
    SourceFile? Find(string path);

    /// <summary>Opens the content of a file: decrypted, from its start, seekable where the caller may need it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="ChatFormatException">It does not decrypt.</exception>
    Stream Open(SourceFile file);
}
