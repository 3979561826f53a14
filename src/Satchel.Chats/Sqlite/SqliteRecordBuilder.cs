using System.Buffers.Binary;
using System.Numerics;

namespace Satchel.Chats.Sqlite;

/// <summary>Builds a record: its header's length, the type of each field, then their bytes.</summary>
internal sealed class SqliteRecordBuilder(int schemaFormat)
{
    private const int HeaderLengthBytes = 5;

    private readonly bool _hasConstants = schemaFormat >= 4;   // types 8 and 9: the integers 0 and 1
    private byte[] _types = new byte[256];
    private byte[] _record = new byte[4096];
    private int _typesLength;
    private int _bodyLength;
    private int _fields;

    public void Clear()
    {
        _typesLength = HeaderLengthBytes;
        _bodyLength = 0;
        _fields = 0;
    }

    public void AddNull() => AddType(0);

    public void AddInteger(long value)
    {
        if (_hasConstants && value is 0 or 1)
        {
            AddType(8 + (uint)value);
            return;
        }

        int bytes = value switch
        {
            >= sbyte.MinValue and <= sbyte.MaxValue => 1,
            >= short.MinValue and <= short.MaxValue => 2,
            >= -0x80_0000 and <= 0x7F_FFFF => 3,
            >= int.MinValue and <= int.MaxValue => 4,
            >= -0x8000_0000_0000 and <= 0x7FFF_FFFF_FFFF => 6,
            _ => 8,
        };
        AddType((uint)(bytes <= 4 ? bytes : bytes == 6 ? 5 : 6));
        Span<byte> body = Reserve(8);
        BinaryPrimitives.WriteInt64BigEndian(body, value << (64 - 8 * bytes));
        _bodyLength += bytes;
    }

    public void AddReal(double value)
    {
        AddType(7);
        BinaryPrimitives.WriteDoubleBigEndian(Reserve(8), value);
        _bodyLength += 8;
    }

    public void AddText(ReadOnlySpan<byte> bytes)
    {
        AddType(checked(2 * (uint)bytes.Length + 13));
        AddBytes(bytes);
    }

    public void AddBlob(ReadOnlySpan<byte> bytes)
    {
        AddType(checked(2 * (uint)bytes.Length + 12));
        AddBytes(bytes);
    }

    /// <summary>Adds a field as another record has it.</summary>
    public void AddStored(uint type, ReadOnlySpan<byte> bytes)
    {
        AddType(type);
        AddBytes(bytes);
    }

    /// <summary>The record; good until the next one is begun.</summary>
    public ReadOnlySpan<byte> Build()
    {
        int types = _typesLength - HeaderLengthBytes;
        int lengthBytes = SqliteVarint.LengthOf((ulong)types + 1);
        if (SqliteVarint.LengthOf((ulong)(types + lengthBytes)) > lengthBytes)
        {
            lengthBytes++;
        }

        int start = HeaderLengthBytes - lengthBytes;
        SqliteVarint.Write(_types.AsSpan(start), (ulong)(types + lengthBytes));
        int headerBytes = types + lengthBytes;
        Reserve(headerBytes);
        // The body moves up to make room for the header: records are small, and the whole is wanted in one piece.
        _record.AsSpan(0, _bodyLength).CopyTo(_record.AsSpan(headerBytes));
        _types.AsSpan(start, headerBytes).CopyTo(_record);
        return _record.AsSpan(0, headerBytes + _bodyLength);
    }

    private void AddType(uint type)
    {
        if (++_fields > SqliteLimits.Fields)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, "row", $"more than {SqliteLimits.Fields} fields.");
        }

        if (_types.Length - _typesLength < SqliteVarint.LengthAtMost)
        {
            Array.Resize(ref _types, 2 * _types.Length);
        }

        if (type < 0x80)
        {
            _types[_typesLength++] = (byte)type;
            return;
        }

        _typesLength += SqliteVarint.Write(_types.AsSpan(_typesLength), type);
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _bodyLength += bytes.Length;
    }

    private Span<byte> Reserve(int bytes)
    {
        long needed = (long)_bodyLength + bytes;
        if (needed > SqliteLimits.RowBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, "row", $"more than {SqliteLimits.RowBytes} bytes.");
        }

        if (needed > _record.Length)
        {
            Array.Resize(ref _record, (int)BitOperations.RoundUpToPowerOf2((uint)needed));
        }

        return _record.AsSpan(_bodyLength);
    }
}
