using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>
/// Reads files into a snapshot, chunk by chunk. A file that changes while it is read is read again; one that vanishes, or does not
/// come to rest, is named. For one thread.
/// </summary>
/// <param name="tree">Where the files lie.</param>
/// <param name="writer">Takes the chunks; null in a dry run, which reads nothing.</param>
/// <param name="unreadable">Takes what could not be read.</param>
internal sealed class FileCapture(SourceTree tree, SnapshotWriter? writer, ICollection<string> unreadable)
{
    private const int Attempts = 3;
    private const int SmallBufferBytes = 64 * 1024;

    // What longer files are cut into. Less than a chunk may have, because several are in memory at a time; four fill a pack.
    private const int ChunkBytes = 1_071_000;

    private byte[] _buffer = [];

    /// <summary>How many bytes were read, also in vain.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads an entry; null where it could not be read, which is noted.</summary>
    public async ValueTask<FileRecord?> ReadAsync(WalkedEntry entry, CancellationToken cancellationToken)
    {
        FileRecord record = RecordOf(entry);
        if (record.Kind != FileKind.File || writer is null)
        {
            return record;
        }

        FileStamp stamp = entry.Stamp;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            FileRecord? read = await TryReadAsync(entry, stamp, record, cancellationToken);
            if (read is null)
            {
                return null;
            }

            // What a container says of a length may be wrong; what it stores did not change all the same.
            FileStamp? now = tree.StampOf(entry);
            if (now is FileStamp same && same.HasSameContent(stamp) && (read.LengthBytes == stamp.LengthBytes || entry.File is not null))
            {
                return read;
            }

            if (now is not { Kind: EntryKind.File } changed)
            {
                unreadable.Add($"{entry.Path}: vanished while it was read");
                return null;
            }

            stamp = changed;
            record = record with { LengthBytes = changed.LengthBytes, ModifiedNanos = changed.ModifiedNanos, Mode = changed.Mode };
        }

        unreadable.Add($"{entry.Path}: changed each of the {Attempts} times it was read");
        return null;
    }

    /// <summary>What the walk alone tells of an entry.</summary>
    public static FileRecord RecordOf(WalkedEntry entry) => new()
    {
        Kind = entry.Stamp.Kind switch
        {
            EntryKind.Folder => FileKind.EmptyFolder,
            EntryKind.Link => FileKind.Link,
            _ => FileKind.File,
        },
        LengthBytes = entry.Stamp.Kind == EntryKind.File ? entry.Stamp.LengthBytes : 0,
        ModifiedNanos = entry.Stamp.ModifiedNanos,
        Mode = entry.Stamp.Mode,
        LinkTarget = entry.LinkTarget,
    };

    private async ValueTask<FileRecord?> TryReadAsync(WalkedEntry entry, FileStamp stamp, FileRecord record, CancellationToken cancellationToken)
    {
        try
        {
            using Stream file = tree.Open(entry);
            return await ReadChunksAsync(file, stamp, record, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not Storage.StorageException)
        {
            unreadable.Add($"{entry.Path}: {(e is UnauthorizedAccessException ? "may not be read" : "cannot be read")}");
            return null;
        }
        catch (ChatFormatException e)
        {
            unreadable.Add($"{entry.Path}: {e.Message}");
            return null;
        }
    }

    private async ValueTask<FileRecord> ReadChunksAsync(Stream file, FileStamp stamp, FileRecord record, CancellationToken cancellationToken)
    {
        bool isLong = stamp.LengthBytes > ChunkBytes;
        using IncrementalHash? whole = isLong ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        List<Digest> parts = [];
        long length = 0;
        while (true)
        {
            int read = Fill(file, stamp.LengthBytes - length);
            if (read == 0)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
            whole?.AppendData(_buffer, 0, read);
            Digest digest = Digest.Of(_buffer.AsSpan(0, read));
            await writer!.PutChunkAsync(digest, _buffer.AsMemory(0, read), cancellationToken);
            parts.Add(digest);
            length += read;
            BytesRead += read;
            if (!isLong)
            {
                break;
            }
        }

        if (whole is null || parts.Count <= 1)
        {
            return record with { LengthBytes = length, Sha256 = parts.Count > 0 ? parts[0] : Digest.Of([]) };
        }

        return record with { LengthBytes = length, Sha256 = new Digest(whole.GetHashAndReset()), Parts = parts };
    }

    // Reads one byte more than is expected at the end, so that a file that grew shows.
    private int Fill(Stream file, long expected)
    {
        int wanted = (int)Math.Clamp(expected + 1, 1, ChunkBytes);
        if (_buffer.Length < wanted)
        {
            // One small buffer or one for the largest chunk: growing with each file would leave many behind.
            _buffer = GC.AllocateUninitializedArray<byte>(wanted <= SmallBufferBytes ? SmallBufferBytes : ChunkBytes);
        }

        int read = 0;
        while (read < wanted)
        {
            int more = file.Read(_buffer, read, wanted - read);
            if (more == 0)
            {
                break;
            }

            read += more;
        }

        return read;
    }
}
