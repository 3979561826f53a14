using System.IO.Compression;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>
/// A decrypted increment, a ZIP: <c>messages.bin</c> is a sequence of blocks, each a varint length and a HistorySync message of
/// WhatsApp's own wire format; <c>TABLE_modified_N.json</c> are rows that changed; <c>header.json</c> counts.
/// </summary>
internal sealed class IncrementArchive : IDisposable
{
    private const string Messages = "messages.bin";

    private readonly ZipArchive _zip;
    private readonly string _where;

    private IncrementArchive(ZipArchive zip, string where)
    {
        _zip = zip;
        _where = where;
    }

    /// <summary>Whether it holds changes of rows, which are not messages.</summary>
    public bool HasRowChanges => _zip.Entries.Any(entry => entry.Name.Contains("_modified_", StringComparison.Ordinal) || entry.Name.Contains("_deleted_", StringComparison.Ordinal));

    /// <summary>Opens an increment.</summary>
    /// <exception cref="ChatFormatException">It is no ZIP, or a larger one than any increment is.</exception>
    public static IncrementArchive Open(string path, string where)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            if (file.Length > IncrementLimits.MaxZipBytes)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"holds a ZIP of {file.Length} bytes; at most {IncrementLimits.MaxZipBytes} are read");
            }

            ZipArchive zip = new(file, ZipArchiveMode.Read);
            if (zip.Entries.Count > IncrementLimits.MaxEntries)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"holds {zip.Entries.Count} files; at most {IncrementLimits.MaxEntries} are read");
            }

            return new IncrementArchive(zip, where);
        }
        catch (InvalidDataException failure)
        {
            file.Dispose();
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "decrypts to something else than a ZIP", failure);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The blocks of history, one after another; the memory is good until the next.</summary>
    /// <exception cref="ChatFormatException">What follows is not a block.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> ReadBlocks(CancellationToken cancellationToken)
    {
        if (_zip.GetEntry(Messages) is not { } entry)
        {
            yield break;
        }

        using Stream stream = Guard(entry.Open);
        byte[] block = [];
        long total = 0;
        while (TryReadLength(stream, out int length))
        {
            cancellationToken.ThrowIfCancellationRequested();
            total += length;
            if (total > IncrementLimits.MaxHistoryBytes)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, _where, $"{Messages} is longer than {IncrementLimits.MaxHistoryBytes} bytes");
            }

            block = block.Length >= length ? block : new byte[length];
            if (Guard(() => stream.ReadAtLeast(block.AsSpan(0, length), length, throwOnEndOfStream: false)) < length)
            {
                throw new ChatFormatException(ChatFormatProblem.Truncated, _where, $"{Messages} ends inside a block of {length} bytes");
            }

            yield return block.AsMemory(0, length);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private bool TryReadLength(Stream stream, out int length)
    {
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            int next = Guard(stream.ReadByte);
            if (next < 0)
            {
                length = 0;
                return shift == 0 ? false : throw new ChatFormatException(ChatFormatProblem.Truncated, _where, $"{Messages} ends inside a length");
            }

            value |= ((ulong)next & 0x7F) << shift;
            if (next < 0x80)
            {
                length = value <= IncrementLimits.MaxBlockBytes ? (int)value
                    : throw new ChatFormatException(ChatFormatProblem.LimitExceeded, _where, $"{Messages} has a block of {value} bytes; at most {IncrementLimits.MaxBlockBytes} are read");
                return true;
            }
        }

        throw new ChatFormatException(ChatFormatProblem.Damaged, _where, $"{Messages} has a length that does not end");
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException failure)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, _where, $"{Messages} cannot be inflated", failure);
        }
    }
}
