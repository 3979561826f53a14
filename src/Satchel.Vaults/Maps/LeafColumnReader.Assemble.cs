using System.Buffers.Binary;

namespace Satchel.Vaults.Maps;

internal sealed partial class LeafColumnReader
{
    // Room behind the entries, so that a short field's head can be written before it is known to fit.
    private const int SlackBytes = (3 * Varint.MaxBytes) + OvershootBytes;

    // How far a record may lie behind its place until its length is known.
    private const int OvershootBytes = Varint.MaxBytes;

    private LeafBuffer Assemble(byte form, ReadOnlySpan<byte> head, ColumnCursor counts, int count, int entriesLength)
    {
        byte[] bytes = new byte[1 + entriesLength + SlackBytes];
        var slots = new EntrySlot[count];
        int at = 1;
        int lengthBytes = 1;
        for (int i = 0; i < count; i++)
        {
            int start = at;
            int keyLength = KeyLength(form, head, i == 0 ? 0 : slots[i - 1].KeyLength);
            Require(bytes, at, keyLength);
            at += Varint.Write(bytes.AsSpan(at), (ulong)keyLength);
            int keyStart = at;
            Span<byte> key = bytes.AsSpan(at, keyLength);
            WriteKey(form, head, key, i == 0 ? default : bytes.AsSpan(slots[i - 1].KeyStart, slots[i - 1].KeyLength));
            if (i > 0 && key.SequenceCompareTo(bytes.AsSpan(slots[i - 1].KeyStart, slots[i - 1].KeyLength)) <= 0)
            {
                throw NodeCursor.Damaged("is out of order");
            }

            at += keyLength;
            Require(bytes, at, 0);

            // The record's length is known only after it: leave as much room for it as the last one took.
            int recordStart = at + lengthBytes;
            int end = WriteRecord(bytes, recordStart, (int)_numbers[counts.IntegerAt + (i * counts.IntegerStep)]);
            int recordLength = end - recordStart;
            lengthBytes = Varint.LengthOf((ulong)recordLength);
            if (at + lengthBytes != recordStart)
            {
                Require(bytes, at + lengthBytes, recordLength);
                bytes.AsSpan(recordStart, recordLength).CopyTo(bytes.AsSpan(at + lengthBytes));
                recordStart = at + lengthBytes;
            }

            _ = Varint.Write(bytes.AsSpan(at), (ulong)recordLength);
            at = recordStart + recordLength;
            slots[i] = new EntrySlot(start, keyStart, keyLength, recordStart, recordLength);
        }

        return at == 1 + entriesLength
            ? new LeafBuffer(bytes, entriesLength, slots)
            : throw NodeCursor.Damaged("does not have the length that it says");
    }

    private static void Require(byte[] bytes, int at, int lengthBytes)
    {
        if (lengthBytes > bytes.Length - SlackBytes + OvershootBytes - at)
        {
            throw NodeCursor.Damaged("does not have the length that it says");
        }
    }

    private int KeyLength(byte form, ReadOnlySpan<byte> head, int lengthBefore)
    {
        if (form == KeyForm.Numbered)
        {
            return head.Length + KeyForm.NumberBytes;
        }

        long first = _numbers[_keys[1].LengthAt];
        if (form == KeyForm.Shared)
        {
            long shared = _numbers[_keys[0].IntegerAt];
            return shared >= 0 && shared <= lengthBefore && first <= VaultLimits.MaxKeyBytes - shared
                ? (int)(shared + first)
                : throw NodeCursor.Damaged("has keys that cannot be");
        }

        long second = _numbers[_keys[2].LengthAt];
        return first <= byte.MaxValue && second <= byte.MaxValue
            ? KeyForm.NumberBytes + 1 + (int)first + 1 + (int)second + sizeof(ushort)
            : throw NodeCursor.Damaged("has keys that cannot be");
    }

    private void WriteKey(byte form, ReadOnlySpan<byte> head, Span<byte> key, ReadOnlySpan<byte> before)
    {
        long number = TakeInteger(ref _keys[0]);
        if (form == KeyForm.Numbered)
        {
            head.CopyTo(key);
            BinaryPrimitives.WriteInt64BigEndian(key[head.Length..], number ^ long.MinValue);
            return;
        }

        if (form == KeyForm.Shared)
        {
            before[..(int)number].CopyTo(key);
            TakeBytes(ref _keys[1].TextAt, (int)TakeLength(ref _keys[1])).CopyTo(key[(int)number..]);
            return;
        }

        BinaryPrimitives.WriteInt64BigEndian(key, number ^ long.MinValue);
        int chat = (int)TakeLength(ref _keys[1]);
        int native = (int)TakeLength(ref _keys[2]);
        int at = KeyForm.NumberBytes;
        key[at++] = (byte)chat;
        TakeBytes(ref _keys[1].TextAt, chat).CopyTo(key[at..]);
        at += chat;
        key[at++] = (byte)native;
        TakeBytes(ref _keys[2].BytesAt, native).CopyTo(key[at..]);
        long version = TakeInteger(ref _keys[3]);
        BinaryPrimitives.WriteUInt16BigEndian(
            key[(at + native)..], version is >= 0 and <= ushort.MaxValue ? (ushort)version : throw NodeCursor.Damaged("has keys that cannot be"));
    }

    // Returns where the record ends.
    private int WriteRecord(byte[] bytes, int at, int fields)
    {
        Require(bytes, at, 0);
        at += Varint.Write(bytes.AsSpan(at), (ulong)fields);
        for (int i = 0; i < fields; i++)
        {
            ref ColumnCursor column = ref _fields[i];
            byte type = column.Type == CellType.Mixed ? _body[column.TypeAt++] : column.Type;
            Require(bytes, at, 0);
            switch (type)
            {
                case CellType.Null:
                    bytes[at++] = (byte)RecordWriter.TagNull;
                    break;
                case CellType.Integer:
                    bytes[at++] = (byte)RecordWriter.TagInteger;
                    at += Varint.Write(bytes.AsSpan(at), RecordWriter.ZigZag(TakeInteger(ref column)));
                    break;
                case CellType.Real:
                    bytes[at++] = (byte)RecordWriter.TagReal;
                    TakeBytes(ref column.RealAt, sizeof(double)).CopyTo(bytes.AsSpan(at));
                    at += sizeof(double);
                    break;
                default:
                    at = WriteBytes(bytes, at, type, ref column);
                    break;
            }
        }

        return at;
    }

    private int WriteBytes(byte[] bytes, int at, byte type, ref ColumnCursor column)
    {
        long length = TakeLength(ref column);
        if (type is CellType.ExternalText or CellType.ExternalBlob)
        {
            bytes[at++] = (byte)(type == CellType.ExternalText ? RecordWriter.TagExternalText : RecordWriter.TagExternalBlob);
            int chunks = (int)TakeLength(ref column);
            at += Varint.Write(bytes.AsSpan(at), (ulong)length);
            at += Varint.Write(bytes.AsSpan(at), (ulong)chunks);
            Require(bytes, at, chunks * Digest.LengthBytes);
            TakeBytes(ref column.BytesAt, chunks * Digest.LengthBytes).CopyTo(bytes.AsSpan(at));
            return at + (chunks * Digest.LengthBytes);
        }

        bool isPacked = type > CellType.ExternalBlob;
        int written = isPacked ? PackedText.TextLength(type, (int)length) : (int)length;
        at += Varint.Write(bytes.AsSpan(at), RecordWriter.FirstLength + ((ulong)written << 1) + (type == CellType.Blob ? 1UL : 0));
        Require(bytes, at, written);
        ReadOnlySpan<byte> source = type == CellType.Text
            ? TakeBytes(ref column.TextAt, (int)length)
            : TakeBytes(ref column.BytesAt, (int)length);
        if (isPacked)
        {
            PackedText.Unpack(type, source, bytes.AsSpan(at, written));
        }
        else
        {
            source.CopyTo(bytes.AsSpan(at));
        }

        return at + written;
    }

    private long TakeInteger(ref ColumnCursor column)
    {
        long value = _numbers[column.IntegerAt];
        column.IntegerAt += column.IntegerStep;
        return value;
    }

    private long TakeLength(ref ColumnCursor column)
    {
        long value = _numbers[column.LengthAt];
        column.LengthAt += column.LengthStep;
        return value;
    }

    private ReadOnlySpan<byte> TakeBytes(ref int at, int lengthBytes)
    {
        ReadOnlySpan<byte> taken = _body.AsSpan(at, lengthBytes);
        at += lengthBytes;
        return taken;
    }
}
