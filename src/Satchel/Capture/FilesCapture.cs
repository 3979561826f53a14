using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>
/// Finds out which files of a source came, changed and went since the snapshot before, and reads those. The result is edits of
/// the files map in the order of its keys; an edit without a record takes the entry out.
/// </summary>
internal sealed class FilesCapture : IDisposable
{
    private readonly SourceTree _tree;
    private readonly FileMemory _before;
    private readonly bool _isRemembered;
    private readonly SortedMap? _previous;
    private readonly FileCapture _files;
    private readonly List<string> _unreadable = [];
    private readonly RecordWriter _record = new();

    /// <param name="tree">The source's files.</param>
    /// <param name="writer">Takes the chunks; null in a dry run.</param>
    /// <param name="previous">The files before; null at first.</param>
    /// <param name="memory">What is remembered of the files.</param>
    /// <param name="scratchFolder">For what does not fit into memory.</param>
    public FilesCapture(SourceTree tree, SnapshotWriter? writer, SortedMap? previous, FileMemory memory, string scratchFolder)
    {
        _tree = tree;
        _previous = previous;
        _before = memory;
        _isRemembered = previous is not null && memory.FilesRoot == previous.Root.Digest;
        _files = new FileCapture(tree, writer, _unreadable);
        Edits = new SortedSpool(scratchFolder);
    }

    /// <summary>The edits.</summary>
    public SortedSpool Edits { get; }

    /// <summary>What is to be remembered.</summary>
    public FileMemory Memory { get; } = FileMemory.Empty();

    /// <summary>The paths of files that came, changed or went, as numbers.</summary>
    public HashSet<ulong> Changed { get; } = [];

    /// <summary>How many files there are.</summary>
    public long Files { get; private set; }

    /// <summary>How many bytes they have.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many bytes were read.</summary>
    public long BytesRead => _files.BytesRead;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Whether the remembered stamps say what the previous files map holds.</summary>
    public bool Knows(ReadOnlySpan<byte> key, ulong stamp) => _isRemembered && _before.Knows(key, stamp);

    /// <summary>Goes through the whole source.</summary>
    /// <param name="isDatabase">The databases and what lies beside them: captured elsewhere.</param>
    /// <param name="isWanted">What is to be kept.</param>
    /// <param name="progress">Told of bytes read.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task CaptureAsync(
        Func<string, bool> isDatabase, Func<WalkedEntry, bool> isWanted, ProgressMeter progress, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<MapEntry>? older = _previous?.ReadAsync(KeyRange.All, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool hasOlder = older is not null && await older.MoveNextAsync();
        foreach (WalkedEntry entry in _tree.Walk(_unreadable, cancellationToken))
        {
            if (isDatabase(entry.Path) || !isWanted(entry))
            {
                continue;
            }

            while (hasOlder && older!.Current.Key.Span.SequenceCompareTo(entry.Key) < 0)
            {
                Remove(older.Current, isDatabase);
                hasOlder = await older.MoveNextAsync();
            }

            bool isKnown = hasOlder && older!.Current.Key.Span.SequenceEqual(entry.Key);
            long before = BytesRead;
            await PutAsync(entry, isKnown ? older!.Current.Record : default(ReadOnlyMemory<byte>?), cancellationToken);
            progress.Add(BytesRead - before);
            if (isKnown)
            {
                hasOlder = await older!.MoveNextAsync();
            }
        }

        while (hasOlder)
        {
            Remove(older!.Current, isDatabase);
            hasOlder = await older.MoveNextAsync();
        }
    }

    /// <summary>Adds a file or database that was captured elsewhere.</summary>
    public void Put(ReadOnlySpan<byte> key, FileRecord record, ulong stamp, bool isChanged)
    {
        if (isChanged)
        {
            Edits.Add(key, record.Encode(_record).Span);
        }

        Memory.Add(key, stamp);
        Count(record);
    }

    /// <summary>Takes out an entry that <see cref="CaptureAsync"/> leaves to others.</summary>
    public void Remove(ReadOnlySpan<byte> key)
    {
        Edits.Add(key, []);
        Changed.Add(FileMemory.HashOf(key));
    }

    /// <inheritdoc/>
    public void Dispose() => Edits.Dispose();

    private async ValueTask PutAsync(WalkedEntry entry, ReadOnlyMemory<byte>? before, CancellationToken cancellationToken)
    {
        ulong stamp = FileMemory.StampOf(entry.Stamp);
        FileRecord? old = before is ReadOnlyMemory<byte> bytes ? FileRecord.Decode(bytes.Span) : null;
        FileRecord? now = FileCapture.RecordOf(entry);
        bool isSameFile = old is { Kind: FileKind.File } && now.Kind == FileKind.File
            && old.LengthBytes == now.LengthBytes && old.ModifiedNanos == now.ModifiedNanos;
        if (isSameFile && Knows(entry.Key, stamp))
        {
            now = now with { Sha256 = old!.Sha256, Parts = old.Parts };
        }
        else
        {
            now = await _files.ReadAsync(entry, cancellationToken);
            now ??= isSameFile ? old : null;   // what cannot be read now was read before
        }

        if (now is null)
        {
            if (before is not null)
            {
                Remove(entry.Key);
            }

            return;
        }

        Count(now);
        Memory.Add(entry.Key, stamp);
        ReadOnlyMemory<byte> record = now.Encode(_record);
        if (before is ReadOnlyMemory<byte> same && same.Span.SequenceEqual(record.Span))
        {
            return;
        }

        Edits.Add(entry.Key, record.Span);
        if (old?.Kind != now.Kind || old.Sha256 != now.Sha256)
        {
            Changed.Add(FileMemory.HashOf(entry.Key));
        }
    }

    private void Remove(MapEntry entry, Func<string, bool> isDatabase)
    {
        // A database that is still there is put by whoever captures it.
        if (!isDatabase(System.Text.Encoding.UTF8.GetString(entry.Key.Span)))
        {
            Remove(entry.Key.Span);
        }
    }

    private void Count(FileRecord record)
    {
        Files += record.Kind is FileKind.File or FileKind.Database or FileKind.Link ? 1 : 0;
        Bytes += record.LengthBytes;
    }
}
