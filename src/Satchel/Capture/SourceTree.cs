using System.Text;
using Satchel.Chats;
using Satchel.Chats.Zips;
using Satchel.Native;

namespace Satchel.Capture;

/// <summary>The files of a source, wherever they lie: plain below its root, or in a container that was opened. Thread-safe, but for attachments.</summary>
/// <param name="source">The source.</param>
/// <param name="files">Its opened files; null where they lie as plain files.</param>
internal sealed class SourceTree(ChatSource source, ISourceFiles? files)
{
    private const long NanosPerTick = 100;

    // Stands for what nothing on disk tells of: the same for as long as this lives, and never what was remembered.
    private readonly ulong _unknown = unchecked((ulong)Random.Shared.NextInt64());

    private ZipDirectory? _zip;
    private FileStamp _zipStamp;

    /// <summary>Whether the source is a single file.</summary>
    public bool IsFile => source.IsFile;

    /// <summary>Everything there is, in the order of the paths' bytes. What cannot be looked at is named.</summary>
    public IEnumerable<WalkedEntry> Walk(ICollection<string> unreadable, CancellationToken cancellationToken) => files is null
        ? new SourceWalk(source, unreadable).Entries(cancellationToken)
        : WalkContainer(files, unreadable, cancellationToken);

    /// <summary>What lies at a path below the root; null where there is nothing, or nothing that may be seen.</summary>
    public WalkedEntry? Find(string path)
    {
        if (files is not null)
        {
            return files.Find(path) is SourceFile file ? EntryOf(file) : null;
        }

        string full = PathOf(path);
        return FileStatus.Read(full) is FileStamp stamp ? new WalkedEntry(path, Encoding.UTF8.GetBytes(path), full, stamp, null) : null;
    }

    /// <summary>What tells whether the file at a path is the one seen before; null where there is none.</summary>
    public FileStamp? StampOf(string path) => files is null
        ? FileStatus.Read(PathOf(path))
        : files.Find(path) is SourceFile file ? StampOf(file) : null;

    /// <summary>The stamp that an entry has now; null where it is gone.</summary>
    public FileStamp? StampOf(WalkedEntry entry) => entry.File is SourceFile file ? StampOf(file) : FileStatus.Read(entry.FullPath);

    /// <summary>The file at a path that comes from the messages, which is nothing to trust: null where it leads out of the source, or to no file.</summary>
    public async ValueTask<WalkedEntry?> FindAttachmentAsync(string path, CancellationToken cancellationToken)
    {
        if (files is not null)
        {
            return Find(path) is { Stamp.Kind: EntryKind.File } stored ? stored : null;
        }

        if (source.IsFile)
        {
            return await FindZippedAsync(path, cancellationToken);
        }

        string full = Path.GetFullPath(Path.Combine(source.Root, path));
        bool isBelow = full.StartsWith(source.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isBelow && FileStatus.Read(full) is { Kind: EntryKind.File } stamp
            ? new WalkedEntry(path, Encoding.UTF8.GetBytes(path), full, stamp, null)
            : null;
    }

    /// <summary>Opens what <see cref="FindAttachmentAsync"/> found.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ChatFormatException">It does not decrypt, or is damaged.</exception>
    public async ValueTask<Stream> OpenAttachmentAsync(WalkedEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Zipped is not ZippedFile zipped)
        {
            return Open(entry);
        }

        Stream zip = Open(entry);
        try
        {
            return await _zip!.OpenAsync(zip, zipped, cancellationToken);
        }
        catch
        {
            await zip.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the content of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ChatFormatException">It does not decrypt.</exception>
    public Stream Open(WalkedEntry entry) => entry.File is SourceFile file
        ? files!.Open(file)
        : new LocalFileStream(entry.FullPath);

    // An attachment of a ZIP that is the source: its path begins with the ZIP's own name.
    private async ValueTask<WalkedEntry?> FindZippedAsync(string path, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(source.Root);
        if (!path.StartsWith(name + "/", StringComparison.Ordinal) || Find(name) is not { Stamp.Kind: EntryKind.File } zip)
        {
            return null;
        }

        if (_zip is null || !zip.Stamp.HasSameContent(_zipStamp))
        {
            await using Stream content = Open(zip);
            _zip = await ZipDirectory.ReadAsync(content, name, cancellationToken);
            _zipStamp = zip.Stamp;
        }

        return _zip.Find(path[(name.Length + 1)..]) is ZippedFile file
            ? zip with { Path = path, Key = Encoding.UTF8.GetBytes(path), Stamp = zip.Stamp with { LengthBytes = file.LengthBytes }, Zipped = file }
            : null;
    }

    private IEnumerable<WalkedEntry> WalkContainer(ISourceFiles container, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        foreach (SourceFile file in container.List(unreadable, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            WalkedEntry entry = EntryOf(file);
            if (!SourceWalk.IsTooLong(entry.Path, entry.Key, unreadable))
            {
                yield return entry;
            }
        }
    }

    private WalkedEntry EntryOf(SourceFile file) =>
        new(file.Path, Encoding.UTF8.GetBytes(file.Path), file.StoredPath ?? "", StampOf(file), file.LinkTarget) { File = file };

    // Length, time and mode are the file's own, which the container tells; that it is the same file the stored one tells.
    private FileStamp StampOf(SourceFile file)
    {
        ulong stored = file.StoredPath is string path && FileStatus.Read(path) is FileStamp stamp ? FileMemory.StampOf(stamp) : _unknown;
        EntryKind kind = file.Kind switch
        {
            SourceFileKind.EmptyFolder => EntryKind.Folder,
            SourceFileKind.Link => EntryKind.Link,
            _ => EntryKind.File,
        };
        long nanos = unchecked((file.ModifiedAt.UtcDateTime - DateTime.UnixEpoch).Ticks * NanosPerTick);
        return new FileStamp(kind, file.LengthBytes, nanos, kind == EntryKind.File ? stored : 0, file.Mode);
    }

    // Files beside a single file that is the source (its log) lie beside it.
    private string PathOf(string path) => Path.Combine(source.IsFile ? Path.GetDirectoryName(source.Root)! : source.Root, path);
}
