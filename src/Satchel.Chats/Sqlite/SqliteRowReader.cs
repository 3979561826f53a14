using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>A row's record, field by field, forward only: <c>while (row.NextField()) …</c></summary>
public ref struct SqliteRowReader
{
    private readonly ReadOnlySpan<byte> _record;
    private readonly SqlitePages _pages;
    private readonly uint _page;
    private readonly int _typesStart;
    private readonly int _typesEnd;
    private int _typeOffset;
    private int _start;
    private int _length;
    private int _serial;

    internal SqliteRowReader(ReadOnlySpan<byte> record, long rowId, SqlitePages pages, uint page)
    {
        _record = record;
        _pages = pages;
        _page = page;
        RowId = rowId;
        int offset = 0;
        if (!SqliteVarint.TryRead(record, ref offset, out ulong headerBytes) || headerBytes <= (uint)offset || headerBytes > (uint)record.Length)
        {
            throw pages.Damaged(page, "a record's header does not fit into it.");
        }

        _typesStart = offset;
        _typesEnd = (int)headerBytes;
        Restart();
        if (_typesEnd > SqliteLimits.Fields && CountFields() > SqliteLimits.Fields)
        {
            throw pages.TooLarge(page, $"a record has more than {SqliteLimits.Fields} fields.");
        }
    }

    /// <summary>The rowid; 0 in a WITHOUT ROWID table.</summary>
    public long RowId { get; }

    /// <summary>The record as it is stored.</summary>
    public readonly ReadOnlySpan<byte> Record => _record;

    /// <summary>The storage class of the field.</summary>
    public readonly SqliteType Type => _serial switch
    {
        0 => SqliteType.Null,
        7 => SqliteType.Real,
        < 12 => SqliteType.Integer,
        _ => (_serial & 1) == 0 ? SqliteType.Blob : SqliteType.Text,
    };

    /// <summary>The field as an integer; only where it is one.</summary>
    public readonly long Integer
    {
        get
        {
            ReadOnlySpan<byte> bytes = _record.Slice(_start, _length);
            return _serial switch
            {
                1 => unchecked((sbyte)bytes[0]),
                2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
                3 => unchecked((sbyte)bytes[0]) << 16 | bytes[1] << 8 | bytes[2],
                4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
                5 => (long)BinaryPrimitives.ReadInt16BigEndian(bytes) << 32 | BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]),
                6 => BinaryPrimitives.ReadInt64BigEndian(bytes),
                9 => 1,
                _ => 0,
            };
        }
    }

    /// <summary>The field as a real, bit by bit; only where it is one.</summary>
    public readonly double Real => _serial == 7 ? BinaryPrimitives.ReadDoubleBigEndian(_record.Slice(_start, 8)) : 0;

    /// <summary>The bytes of a text (in the database's encoding) or a blob.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _serial >= 12 ? _record.Slice(_start, _length) : default;

    internal readonly int Serial => _serial;

    /// <summary>The field's bytes as stored, of whatever class.</summary>
    internal readonly ReadOnlySpan<byte> Stored => _record.Slice(_start, _length);

    /// <summary>How many fields there are; columns after them have their default values.</summary>
    public readonly int CountFields()
    {
        int offset = _typesStart;
        int count = 0;
        ReadOnlySpan<byte> types = _record[.._typesEnd];
        while (offset < _typesEnd && SqliteVarint.TryRead(types, ref offset, out _))
        {
            count++;
        }

        return count;
    }

    /// <summary>Goes to the next field; false after the last.</summary>
    /// <exception cref="ChatFormatException">The field does not lie in the record, or the record does not end with its last field.</exception>
    public bool NextField()
    {
        if (_typeOffset >= _typesEnd)
        {
            return _start + _length == _record.Length ? false : throw _pages.Damaged(_page, "a record is longer than its fields.");
        }

        byte first = _record[_typeOffset];
        if (first < 0x80)
        {
            _typeOffset++;
            _serial = first;
        }
        else
        {
            ReadLongType();
        }

        _start += _length;
        _length = _serial >= 12 ? (_serial - 12) >> 1 : LengthOf(_serial);
        if (_length > _record.Length - _start)
        {
            throw _pages.Damaged(_page, "a field reaches beyond its record.");
        }

        return true;
    }

    /// <summary>Goes back before the first field.</summary>
    public void Restart()
    {
        _typeOffset = _typesStart;
        _start = _typesEnd;
        _length = 0;
        _serial = 0;
    }

    private readonly int LengthOf(int serial) => serial switch
    {
        0 or 8 or 9 => 0,
        <= 4 => serial,
        5 => 6,
        6 or 7 => 8,
        _ => throw _pages.Damaged(_page, $"serial type {serial} is not in use."),
    };

    private void ReadLongType()
    {
        if (!SqliteVarint.TryRead(_record[.._typesEnd], ref _typeOffset, out ulong serial) || serial > int.MaxValue)
        {
            throw _pages.Damaged(_page, "a record's header is cut short.");
        }

        _serial = (int)serial;
    }
}
