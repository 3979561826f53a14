using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>A stretch of a history in columns, that does not change. A row is a version of a message; the versions of one message follow one another.</summary>
internal sealed class IndexSegment
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly SegmentLayout _at;

    /// <summary>Takes what <see cref="SegmentBuilder"/> made.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public IndexSegment(ReadOnlyMemory<byte> memory)
    {
        ReadOnlySpan<byte> bytes = memory.Span;
        if (bytes.Length < SegmentLayout.HeaderBytes)
        {
            throw new FormatException("A segment of an index has no header.");
        }

        int rows = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int withFiles = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        int textBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (rows <= 0 || rows > bytes.Length || withFiles < 0 || withFiles > rows || textBytes < 0 || textBytes > bytes.Length)
        {
            throw new FormatException("A segment of an index has impossible numbers.");
        }

        _bytes = memory;
        _at = new SegmentLayout(rows, withFiles, textBytes);
        if (_at.TotalBytes != bytes.Length || TextStart[0] != 0 || TextStart[rows] != textBytes)
        {
            throw new FormatException("A segment of an index is not as long as it says.");
        }
    }

    /// <summary>How many rows it has, at least one.</summary>
    public int Rows => _at.Rows;

    /// <summary>The whole, as it is stored.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>When each row was sent, in milliseconds since 1970-01-01Z.</summary>
    public ReadOnlySpan<long> SentAt => Column<long>(_at.SentAt, Rows);

    /// <summary>The first 8 bytes of each row's message id.</summary>
    public ReadOnlySpan<ulong> Id => Column<ulong>(_at.Id, Rows);

    /// <summary>The number of each row's chat.</summary>
    public ReadOnlySpan<int> Chat => Column<int>(_at.Chat, Rows);

    /// <summary>The number of each row's sender; -1 where not known.</summary>
    public ReadOnlySpan<int> Sender => Column<int>(_at.Sender, Rows);

    /// <summary>Where each row's text begins, and where the last one's ends.</summary>
    public ReadOnlySpan<int> TextStart => Column<int>(_at.TextStart, Rows + 1);

    /// <summary>What each row is.</summary>
    public ReadOnlySpan<RowFlags> Flags => Column<RowFlags>(_at.Flags, Rows);

    /// <summary>How many files each row has, at most 255.</summary>
    public ReadOnlySpan<byte> Files => _bytes.Span.Slice(_at.Files, Rows);

    /// <summary>The rows that have files.</summary>
    public ReadOnlySpan<int> FileRow => Column<int>(_at.FileRow, _at.WithFiles);

    /// <summary>How many bytes the files of each of <see cref="FileRow"/> have.</summary>
    public ReadOnlySpan<long> FileBytes => Column<long>(_at.FileBytes, _at.WithFiles);

    /// <summary>What each row's message is, as bytes of <see cref="MessageKind"/>.</summary>
    public ReadOnlySpan<byte> Kinds => _bytes.Span.Slice(_at.Kind, Rows);

    /// <summary>The text of all rows.</summary>
    public ReadOnlySpan<byte> Text => _bytes.Span[_at.Text..];

    /// <summary>What a row's message is.</summary>
    public MessageKind KindOf(int row) => (MessageKind)_bytes.Span[_at.Kind + row];

    /// <summary>The row of the first message's last version, by whose time the message stands where it does.</summary>
    public int FirstMessage()
    {
        int row = 0;
        while (row < Rows - 1 && (Flags[row] & RowFlags.Last) == 0)
        {
            row++;
        }

        return row;
    }

    /// <summary>How many bytes a row's files have.</summary>
    public long FileBytesOf(int row)
    {
        int at = FileRow.BinarySearch(row);
        return at < 0 ? 0 : FileBytes[at];
    }

    private ReadOnlySpan<T> Column<T>(int offset, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(_bytes.Span[offset..])[..count];
}
