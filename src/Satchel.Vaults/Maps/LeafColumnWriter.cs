using System.Buffers.Binary;

namespace Satchel.Vaults.Maps;

/// <summary>Turns a leaf's entries into columns in three sections (docs/format.md, section 9.4). Its buffers are used again; not thread-safe.</summary>
internal sealed class LeafColumnWriter
{
    private readonly ColumnWriter _fieldCounts = new();
    private readonly ColumnWriter[] _keys = [new(), new(), new(), new()];
    private ColumnWriter[] _fields = [];

    /// <summary>Types, lengths and numbers.</summary>
    public ByteList Structure { get; } = new();

    /// <summary>What compresses.</summary>
    public ByteList Text { get; } = new();

    /// <summary>What does not.</summary>
    public ByteList Raw { get; } = new();

    /// <summary>The length of all sections together.</summary>
    public int LengthBytes => Structure.Count + Text.Count + Raw.Count;

    /// <exception cref="ArgumentException">A record is not as <see cref="RecordWriter"/> makes it.</exception>
    public void Write(LeafBuffer leaf)
    {
        Structure.Clear();
        Text.Clear();
        Raw.Clear();
        ReadOnlySpan<byte> bytes = leaf.DomainAndBytes;
        ReadOnlySpan<EntrySlot> slots = leaf.Slots;
        _fieldCounts.Clear();
        int width = 0;
        foreach (EntrySlot slot in slots)
        {
            width = GatherRecord(bytes.Slice(slot.RecordStart, slot.RecordLength), width);
        }

        Structure.AddVarint((ulong)slots.Length);
        WriteKeys(bytes, slots);
        _fieldCounts.WriteTo(Structure, Text, Raw);
        for (int i = 0; i < width; i++)
        {
            _fields[i].WriteTo(Structure, Text, Raw);
        }
    }

    private static ArgumentException NotARecord() => new("A record is not as RecordWriter makes it.");

    private static ulong TakeVarint(ReadOnlySpan<byte> record, ref int at) =>
        Varint.TryRead(record, ref at, out ulong value) ? value : throw NotARecord();

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> record, ref int at, ulong length)
    {
        if (length > (ulong)(record.Length - at))
        {
            throw NotARecord();
        }

        ReadOnlySpan<byte> taken = record.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }

    // Returns the number of columns so far: those above had no cell yet, and are cleared when their first one comes.
    private int GatherRecord(ReadOnlySpan<byte> record, int width)
    {
        int at = 0;
        ulong count = TakeVarint(record, ref at);
        if (count > VaultLimits.MaxFields)
        {
            throw NotARecord();
        }

        _fieldCounts.AddInteger((long)count);
        int fields = (int)count;
        for (; width < fields; width++)
        {
            if (width == _fields.Length)
            {
                Array.Resize(ref _fields, Math.Max(32, _fields.Length * 2));
            }

            (_fields[width] ??= new ColumnWriter()).Clear();
        }

        for (int i = 0; i < fields; i++)
        {
            GatherField(_fields[i], record, ref at);
        }

        return at == record.Length ? width : throw NotARecord();
    }

    private static void GatherField(ColumnWriter column, ReadOnlySpan<byte> record, ref int at)
    {
        ulong tag = TakeVarint(record, ref at);
        switch (tag)
        {
            case RecordWriter.TagNull:
                column.AddNull();
                break;
            case RecordWriter.TagInteger:
                ulong folded = TakeVarint(record, ref at);
                column.AddInteger(unchecked((long)(folded >> 1) ^ -(long)(folded & 1)));
                break;
            case RecordWriter.TagReal:
                column.AddReal(Take(record, ref at, sizeof(double)));
                break;
            case RecordWriter.TagExternalText or RecordWriter.TagExternalBlob:
                ulong length = TakeVarint(record, ref at);
                ulong chunks = TakeVarint(record, ref at);
                if (length > long.MaxValue || chunks > VaultLimits.MaxRecordBytes / Digest.LengthBytes)
                {
                    throw NotARecord();
                }

                column.AddExternal(
                    tag == RecordWriter.TagExternalText ? CellType.ExternalText : CellType.ExternalBlob,
                    (long)length,
                    Take(record, ref at, chunks * Digest.LengthBytes));
                break;
            default:
                ReadOnlySpan<byte> bytes = Take(record, ref at, (tag - RecordWriter.FirstLength) >> 1);
                if (((tag - RecordWriter.FirstLength) & 1) == 0)
                {
                    column.AddText(bytes);
                }
                else
                {
                    column.AddBlob(bytes);
                }

                break;
        }
    }

    private void WriteKeys(ReadOnlySpan<byte> bytes, ReadOnlySpan<EntrySlot> slots)
    {
        foreach (ColumnWriter column in _keys)
        {
            column.Clear();
        }

        byte form = GatherNumbered(bytes, slots) ? KeyForm.Numbered : GatherTimed(bytes, slots) ? KeyForm.Timed : KeyForm.Shared;
        Structure.Add(form);
        if (form == KeyForm.Numbered)
        {
            int head = slots[0].KeyLength - KeyForm.NumberBytes;
            Structure.AddVarint((ulong)head);
            Structure.Add(bytes.Slice(slots[0].KeyStart, head));
        }
        else if (form == KeyForm.Shared)
        {
            GatherShared(bytes, slots);
        }

        for (int i = 0; i < KeyForm.ColumnsOf(form); i++)
        {
            _keys[i].WriteTo(Structure, Text, Raw);
        }
    }

    private bool GatherNumbered(ReadOnlySpan<byte> bytes, ReadOnlySpan<EntrySlot> slots)
    {
        ReadOnlySpan<byte> first = bytes.Slice(slots[0].KeyStart, slots[0].KeyLength);
        int head = first.Length - KeyForm.NumberBytes;
        if (head < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> last = bytes.Slice(slots[^1].KeyStart, slots[^1].KeyLength);
        if (last.Length != first.Length || !last[..head].SequenceEqual(first[..head]))
        {
            return false;
        }

        // Keys between two that start alike start so as well; only their lengths can differ.
        foreach (EntrySlot slot in slots)
        {
            if (slot.KeyLength != first.Length)
            {
                return false;
            }
        }

        foreach (EntrySlot slot in slots)
        {
            _keys[0].AddInteger(BinaryPrimitives.ReadInt64BigEndian(bytes[(slot.KeyStart + head)..]) ^ long.MinValue);
        }

        return true;
    }

    private bool GatherTimed(ReadOnlySpan<byte> bytes, ReadOnlySpan<EntrySlot> slots)
    {
        foreach (EntrySlot slot in slots)
        {
            if (!KeyForm.TrySplitTimed(bytes.Slice(slot.KeyStart, slot.KeyLength), out _, out _, out _, out _))
            {
                return false;
            }
        }

        foreach (EntrySlot slot in slots)
        {
            _ = KeyForm.TrySplitTimed(
                bytes.Slice(slot.KeyStart, slot.KeyLength), out long time, out ReadOnlySpan<byte> chat, out ReadOnlySpan<byte> native, out int version);
            _keys[0].AddInteger(time);
            _keys[1].AddPlainText(chat);
            _keys[2].AddBlob(native);
            _keys[3].AddInteger(version);
        }

        return true;
    }

    private void GatherShared(ReadOnlySpan<byte> bytes, ReadOnlySpan<EntrySlot> slots)
    {
        ReadOnlySpan<byte> before = default;
        foreach (EntrySlot slot in slots)
        {
            ReadOnlySpan<byte> key = bytes.Slice(slot.KeyStart, slot.KeyLength);
            int shared = key.CommonPrefixLength(before);
            _keys[0].AddInteger(shared);
            _keys[1].AddPlainText(key[shared..]);
            before = key;
        }
    }
}
