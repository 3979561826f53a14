using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>
/// Takes rows from the pages of a database and holds them as entries of a <c>rows</c> map until they are written: a leaf's rows, or a
/// stretch of a table. Long fields are cut into chunks, which wait here too. For one thread.
/// </summary>
internal sealed class RowBuffer : ISqliteRowSink
{
    private const int InitialBytes = 64 * 1024;
    private readonly RecordWriter _record = new();
    private readonly RecordWriter _key = new();
    private readonly List<RowSlot> _rows = [];
    private readonly List<(Digest Digest, byte[] Content)> _chunks = [];
    private byte[] _bytes = new byte[InitialBytes];
    private int _length;

    /// <summary>The table's number.</summary>
    public int Table { get; set; }

    /// <summary>How many fields at the start are the primary key; 0 for a table with rowids.</summary>
    public int KeyFields { get; set; }

    /// <summary>The chunks of long fields that the rows name.</summary>
    public IReadOnlyList<(Digest Digest, byte[] Content)> Chunks => _chunks;

    /// <summary>Told of each page that holds a part of the row that comes next; null where nobody wants to know.</summary>
    public Action<uint>? OnOverflowPage { get; set; }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>How many bytes the rows take.</summary>
    public int LengthBytes => _length;

    public ReadOnlyMemory<byte> Key(int row) => _bytes.AsMemory(_rows[row].Start, _rows[row].KeyLength);

    public ReadOnlyMemory<byte> Record(int row) =>
        _bytes.AsMemory(_rows[row].Start + _rows[row].KeyLength, _rows[row].RecordLength);

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        ClearRows();
        _chunks.Clear();
    }

    /// <summary>Forgets the rows, and keeps the chunks that they named.</summary>
    public void ClearRows()
    {
        _rows.Clear();
        _length = 0;
    }

    /// <inheritdoc/>
    public void AddOverflowPage(uint page) => OnOverflowPage?.Invoke(page);

    /// <inheritdoc/>
    public void AddRow(ref SqliteRowReader row)
    {
        WriteRecord(ref row, row.CountFields(), _record);
        if (_record.Written.Length > VaultLimits.MaxRecordBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, $"row {row.RowId}", $"takes more than {VaultLimits.MaxRecordBytes} bytes as a record");
        }

        int start = _length;
        int keyLength = WriteKey(ref row);
        ReadOnlySpan<byte> record = _record.Written;
        record.CopyTo(Reserve(record.Length));
        _length += record.Length;
        _rows.Add(new RowSlot(start, keyLength, record.Length));
    }

    private int WriteKey(ref SqliteRowReader row)
    {
        if (KeyFields == 0)
        {
            RowKey.Write(Reserve(RowKey.LengthBytes), Table, row.RowId);
            _length += RowKey.LengthBytes;
            return RowKey.LengthBytes;
        }

        row.Restart();
        WriteRecord(ref row, KeyFields, _key);
        int length = RowKey.TableBytes + _key.Written.Length;
        if (length > VaultLimits.MaxKeyBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, "a WITHOUT ROWID table", $"has a primary key longer than {VaultLimits.MaxKeyBytes} bytes");
        }

        Span<byte> key = Reserve(length);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(key, (ushort)Table);
        _key.Written.CopyTo(key[RowKey.TableBytes..]);
        _length += length;
        return length;
    }

    private void WriteRecord(ref SqliteRowReader row, int fields, RecordWriter record)
    {
        record.Begin(fields);
        for (int i = 0; i < fields && row.NextField(); i++)
        {
            switch (row.Type)
            {
                case SqliteType.Null:
                    record.AddNull();
                    break;
                case SqliteType.Integer:
                    record.AddInteger(row.Integer);
                    break;
                case SqliteType.Real:
                    record.AddReal(row.Real);
                    break;
                default:
                    AddBytes(record, row.Bytes, row.Type == SqliteType.Blob);
                    break;
            }
        }
    }

    private void AddBytes(RecordWriter record, ReadOnlySpan<byte> bytes, bool isBlob)
    {
        if (bytes.Length > VaultLimits.MaxInlineFieldBytes)
        {
            record.AddExternal(isBlob, bytes.Length, Cut(bytes));
        }
        else if (isBlob)
        {
            record.AddBlob(bytes);
        }
        else
        {
            record.AddText(bytes);
        }
    }

    private Digest[] Cut(ReadOnlySpan<byte> bytes)
    {
        List<Digest> digests = [];
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> chunk = bytes[..Math.Min(bytes.Length, VaultLimits.MaxChunkBytes)];
            Digest digest = Digest.Of(chunk);
            digests.Add(digest);
            _chunks.Add((digest, chunk.ToArray()));
            bytes = bytes[chunk.Length..];
        }

        return [.. digests];
    }

    private Span<byte> Reserve(int lengthBytes)
    {
        if (_bytes.Length - _length < lengthBytes)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + lengthBytes));
        }

        return _bytes.AsSpan(_length);
    }

    private readonly record struct RowSlot(int Start, int KeyLength, int RecordLength);
}
