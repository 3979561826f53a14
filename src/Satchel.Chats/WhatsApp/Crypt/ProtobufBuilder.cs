using System.Buffers;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>Writes the fields of one protobuf message.</summary>
internal sealed class ProtobufBuilder
{
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    /// <summary>Adds a number.</summary>
    public void Add(int field, ulong number)
    {
        AddVarint((ulong)field << 3);
        AddVarint(number);
    }

    /// <summary>Adds a text, bytes, or a message.</summary>
    public void Add(int field, ReadOnlySpan<byte> bytes)
    {
        AddVarint(((ulong)field << 3) | 2);
        AddLengthAnd(bytes);
    }

    /// <summary>Adds a length and that many bytes, without a field number.</summary>
    public void AddLengthAnd(ReadOnlySpan<byte> bytes)
    {
        AddVarint((ulong)bytes.Length);
        _written.Write(bytes);
    }

    private void AddVarint(ulong value)
    {
        Span<byte> room = _written.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[length++] = (byte)((value & 0x7F) | 0x80);
        }

        room[length++] = (byte)value;
        _written.Advance(length);
    }
}
