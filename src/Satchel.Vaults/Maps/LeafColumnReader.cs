using System.Collections.Concurrent;

namespace Satchel.Vaults.Maps;

/// <summary>
/// Turns the columns of a leaf back into its entries' canonical bytes (docs/format.md, section 9.4). First the columns are
/// measured, so that every cell's place is known; then the entries are put together one by one. Not thread-safe, rent one.
/// </summary>
internal sealed partial class LeafColumnReader
{
    // Two lengths and a record without fields.
    private const int MinEntryBytes = 3;
    private const int MaxPooled = 4;
    private static readonly ConcurrentBag<LeafColumnReader> Pool = [];

    private readonly ColumnCursor[] _keys = new ColumnCursor[4];
    private ColumnCursor[] _fields = new ColumnCursor[32];
    private int[] _cellCounts = new int[33];
    private long[] _numbers = new long[4096];
    private byte[] _body = [];
    private int _at;
    private int _structureEnd;
    private int _textAt;
    private int _rawAt;
    private int _numbersUsed;

    /// <summary>The entries of a leaf.</summary>
    /// <param name="body">Its three sections.</param>
    /// <param name="entriesLength">How long they are in canonical bytes; within its limit.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no leaf, or its entries are not so long.</exception>
    public static LeafBuffer Read(NodeBody body, int entriesLength)
    {
        if (!Pool.TryTake(out LeafColumnReader? reader))
        {
            reader = new LeafColumnReader();
        }

        LeafBuffer leaf = reader.ReadLeaf(body, entriesLength);
        if (Pool.Count < MaxPooled)
        {
            Pool.Add(reader);
        }

        return leaf;
    }

    private LeafBuffer ReadLeaf(NodeBody body, int entriesLength)
    {
        _body = body.Bytes;
        _at = 0;
        _structureEnd = body.StructureLength;
        _textAt = body.StructureLength;
        _rawAt = body.StructureLength + body.TextLength;
        _numbersUsed = 0;
        int count = ReadCount(entriesLength / MinEntryBytes);
        if (count == 0)
        {
            throw NodeCursor.Damaged("has no entries");
        }

        byte form = ReadByte();
        ReadOnlySpan<byte> head = ReadKeyColumns(form, count);
        ColumnCursor counts = ReadColumn(count);
        int width = MeasureFields(counts, count, entriesLength);
        for (int i = 0; i < width; i++)
        {
            _fields[i] = ReadColumn(_cellCounts[i]);
        }

        if (_at != _structureEnd || _textAt != body.StructureLength + body.TextLength || _rawAt != body.Bytes.Length)
        {
            throw NodeCursor.Damaged("has bytes that belong to no column");
        }

        LeafBuffer leaf = Assemble(form, head, counts, count, entriesLength);
        _body = [];
        return leaf;
    }

    private ReadOnlySpan<byte> ReadKeyColumns(byte form, int count)
    {
        if (form > KeyForm.Timed)
        {
            throw NodeCursor.Damaged("has keys of an unknown form");
        }

        ReadOnlySpan<byte> head = default;
        if (form == KeyForm.Numbered)
        {
            int length = ReadCount(VaultLimits.MaxKeyBytes - KeyForm.NumberBytes);
            if (length > _structureEnd - _at)
            {
                throw NodeCursor.Damaged("ends too early");
            }

            head = _body.AsSpan(_at, length);
            _at += length;
        }

        for (int i = 0; i < KeyForm.ColumnsOf(form); i++)
        {
            _keys[i] = ReadColumn(count);
            byte expected = (form, i) switch
            {
                (KeyForm.Shared, 1) or (KeyForm.Timed, 1) => CellType.Text,
                (KeyForm.Timed, 2) => CellType.Blob,
                _ => CellType.Integer,
            };
            if (_keys[i].Type != expected)
            {
                throw NodeCursor.Damaged("has keys that cannot be");
            }
        }

        return head;
    }

    // How many cells each field's column has: as many as there are entries with more fields than its number.
    private int MeasureFields(ColumnCursor counts, int count, int entriesLength)
    {
        if (counts.Type != CellType.Integer)
        {
            throw NodeCursor.Damaged("has records that cannot be");
        }

        int width = 0;
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            long fields = _numbers[counts.IntegerAt + (i * counts.IntegerStep)];
            total += fields;
            if (fields is < 0 or > VaultLimits.MaxFields || total > entriesLength)
            {
                throw NodeCursor.Damaged("has more fields than it has room for");
            }

            width = Math.Max(width, (int)fields);
        }

        if (_fields.Length < width)
        {
            _fields = new ColumnCursor[width];
            _cellCounts = new int[width + 1];
        }

        Array.Clear(_cellCounts, 0, width + 1);
        for (int i = 0; i < count; i++)
        {
            _cellCounts[(int)_numbers[counts.IntegerAt + (i * counts.IntegerStep)]]++;
        }

        // _cellCounts[f] is now the number of entries with f fields exactly; sum from the right, without those with just f.
        int more = 0;
        for (int i = width; i >= 0; i--)
        {
            int exactly = _cellCounts[i];
            _cellCounts[i] = more;
            more += exactly;
        }

        return width;
    }

    private ColumnCursor ReadColumn(int cells)
    {
        byte head = ReadByte();
        ColumnCursor column = default;
        column.Type = (byte)(head & CellType.TypeMask);
        if (column.Type is > CellType.Last and not CellType.Mixed)
        {
            throw NodeCursor.Damaged("has a column of an unknown type");
        }

        column.TypeAt = _at;
        CountCells(column.Type, cells, out int integers, out int reals, out int lengths);
        ReadIntegers(ref column, integers, (head & CellType.PlainIntegers) != 0, (head & CellType.ConstantIntegers) != 0);
        column.RealAt = _at;
        if (reals > (_structureEnd - _at) / sizeof(double))
        {
            throw NodeCursor.Damaged("ends too early");
        }

        _at += reals * sizeof(double);
        ReadLengths(ref column, lengths, (head & CellType.ConstantLengths) != 0);
        long text = SumLengths(column, cells, out long bytes);
        column.TextAt = Advance(ref _textAt, text);
        column.BytesAt = (head & CellType.CompressedBytes) != 0 ? Advance(ref _textAt, bytes) : Advance(ref _rawAt, bytes);
        return column;
    }

    private void CountCells(byte type, int cells, out int integers, out int reals, out int lengths)
    {
        integers = 0;
        reals = 0;
        lengths = 0;
        if (type != CellType.Mixed)
        {
            integers = type == CellType.Integer ? cells : 0;
            reals = type == CellType.Real ? cells : 0;
            lengths = type < CellType.Text ? 0 : type is CellType.ExternalText or CellType.ExternalBlob ? cells * 2 : cells;
            return;
        }

        if (cells > _structureEnd - _at)
        {
            throw NodeCursor.Damaged("ends too early");
        }

        foreach (byte cell in _body.AsSpan(_at, cells))
        {
            if (cell > CellType.Last)
            {
                throw NodeCursor.Damaged("has a cell of an unknown type");
            }

            integers += cell == CellType.Integer ? 1 : 0;
            reals += cell == CellType.Real ? 1 : 0;
            lengths += cell < CellType.Text ? 0 : cell is CellType.ExternalText or CellType.ExternalBlob ? 2 : 1;
        }

        _at += cells;
    }

    private void ReadIntegers(ref ColumnCursor column, int count, bool isPlain, bool isConstant)
    {
        column.IntegerAt = _numbersUsed;
        column.IntegerStep = isConstant ? 0 : 1;
        int stored = isConstant ? Math.Min(count, 1) : count;
        Span<long> numbers = TakeNumbers(stored);
        ReadOnlySpan<byte> structure = _body.AsSpan(0, _structureEnd);
        int at = _at;
        long before = 0;
        for (int i = 0; i < numbers.Length; i++)
        {
            ulong folded;
            if ((uint)at < (uint)structure.Length && structure[at] < 0x80)
            {
                folded = structure[at++];
            }
            else if (!Varint.TryRead(structure, ref at, out folded))
            {
                throw NodeCursor.Damaged("has a malformed number");
            }

            before = unchecked((isPlain ? 0 : before) + ((long)(folded >> 1) ^ -(long)(folded & 1)));
            numbers[i] = before;
        }

        _at = at;
    }

    private void ReadLengths(ref ColumnCursor column, int count, bool isConstant)
    {
        column.LengthAt = _numbersUsed;
        column.LengthStep = isConstant ? 0 : 1;
        foreach (ref long length in TakeNumbers(isConstant ? Math.Min(count, 1) : count))
        {
            ulong value = ReadVarint();
            length = value <= long.MaxValue ? (long)value : throw NodeCursor.Damaged("names a length over its limit");
        }
    }

    private Span<long> TakeNumbers(int count)
    {
        if (_numbers.Length - _numbersUsed < count)
        {
            Array.Resize(ref _numbers, Math.Max(_numbersUsed + count, _numbers.Length * 2));
        }

        Span<long> taken = _numbers.AsSpan(_numbersUsed, count);
        _numbersUsed += count;
        return taken;
    }

    // The bytes of texts, and of what is not text, in all cells of a column. No single one may be over its limit.
    private long SumLengths(ColumnCursor column, int cells, out long bytes)
    {
        bytes = 0;
        long text = 0;
        bool isMixed = column.Type == CellType.Mixed;
        if (!isMixed && column.Type < CellType.Text)
        {
            return 0;
        }

        int at = column.LengthAt;
        for (int i = 0; i < cells; i++)
        {
            byte type = isMixed ? _body[column.TypeAt + i] : column.Type;
            if (type < CellType.Text)
            {
                continue;
            }

            long length = _numbers[at];
            at += column.LengthStep;
            if (type is CellType.ExternalText or CellType.ExternalBlob)
            {
                length = _numbers[at];
                at += column.LengthStep;
                length = length <= VaultLimits.MaxRecordBytes / Digest.LengthBytes ? length * Digest.LengthBytes : long.MaxValue;
            }

            if (length > VaultLimits.MaxRecordBytes)
            {
                throw NodeCursor.Damaged("names a length over its limit");
            }

            text += type == CellType.Text ? length : 0;
            bytes += type == CellType.Text ? 0 : length;
        }

        return text;
    }

    private int Advance(ref int section, long lengthBytes)
    {
        int start = section;
        if (lengthBytes > _body.Length - start)
        {
            throw NodeCursor.Damaged("ends too early");
        }

        section += (int)lengthBytes;
        return start;
    }

    private byte ReadByte() => _at < _structureEnd ? _body[_at++] : throw NodeCursor.Damaged("ends too early");

    private ulong ReadVarint() => Varint.TryRead(_body.AsSpan(0, _structureEnd), ref _at, out ulong value)
        ? value
        : throw NodeCursor.Damaged("has a malformed number");

    private int ReadCount(int limit)
    {
        ulong count = ReadVarint();
        return count <= (ulong)limit ? (int)count : throw NodeCursor.Damaged("names a count over its limit");
    }
}
