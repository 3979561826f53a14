using System.Buffers.Binary;

namespace Satchel.Vaults;

/// <summary>What a field of a record is.</summary>
public enum FieldType : byte
{
#pragma warning disable CS1591 // docs/format.md, "Records".
    Null,
    Integer,
    Real,
    Text,
    Blob,
    ExternalText,
    ExternalBlob,
#pragma warning restore CS1591
}

/// <summary>Reads a record field by field (docs/format.md, "Records"). Every length is checked against what is there.</summary>
public ref struct RecordReader
{
    private const int MaxVarintBytes = 10;   // ceil(64 / 7)
    private readonly ReadOnlySpan<byte> _record;
    private int _offset;

    /// <summary>Starts reading.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it does not start as a record does.</exception>
    public RecordReader(ReadOnlySpan<byte> record)
    {
        _record = record;
        ulong count = ReadVarint();
        if (count > VaultLimits.MaxFields)
        {
            throw Damaged("has too many fields");
        }

        FieldCount = (int)count;
        Remaining = FieldCount;
    }

    /// <summary>How many fields the record has.</summary>
    public int FieldCount { get; }

    /// <summary>How many are still to be read.</summary>
    public int Remaining { get; private set; }

    /// <summary>The type of the field just read.</summary>
    public FieldType Type { get; private set; }

    /// <summary>The integer just read, or the length in bytes of an external field; else 0.</summary>
    public long Integer { get; private set; }

    /// <summary>The real just read; else 0.</summary>
    public double Real { get; private set; }

    /// <summary>The bytes of the text or blob just read; of an external field, its digests one after another.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether the field just read is NULL.</summary>
    public readonly bool IsNull => Type == FieldType.Null;

    /// <summary>Reads the next field; false, with <see cref="Type"/> NULL, where there is none: missing fields at the end are NULL.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: the field goes beyond the record.</exception>
    public bool Read()
    {
        Type = FieldType.Null;
        Integer = 0;
        Real = 0;
        Bytes = default;
        if (Remaining == 0)
        {
            return false;
        }

        Remaining--;
        ulong tag = ReadVarint();
        switch (tag)
        {
            case RecordWriter.TagNull:
                break;
            case RecordWriter.TagInteger:
                Type = FieldType.Integer;
                ulong folded = ReadVarint();
                Integer = unchecked((long)(folded >> 1) ^ -(long)(folded & 1));
                break;
            case RecordWriter.TagReal:
                Type = FieldType.Real;
                Real = BitConverter.Int64BitsToDouble(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(double))));
                break;
            case RecordWriter.TagExternalText or RecordWriter.TagExternalBlob:
                Type = tag == RecordWriter.TagExternalText ? FieldType.ExternalText : FieldType.ExternalBlob;
                ulong length = ReadVarint();
                ulong chunks = ReadVarint();
                if (length > long.MaxValue || chunks > VaultLimits.MaxRecordBytes / Digest.LengthBytes)
                {
                    throw Damaged("names an impossible length");
                }

                Integer = (long)length;
                Bytes = Take((int)chunks * Digest.LengthBytes);
                break;
            default:
                ulong lengthBytes = (tag - RecordWriter.FirstLength) >> 1;
                Type = ((tag - RecordWriter.FirstLength) & 1) == 0 ? FieldType.Text : FieldType.Blob;
                if (lengthBytes > VaultLimits.MaxRecordBytes)
                {
                    throw Damaged("names an impossible length");
                }

                Bytes = Take((int)lengthBytes);
                break;
        }

        return true;
    }

    /// <summary>Reads the next field as an integer; null where it is missing or something else.</summary>
    public long? ReadInteger() => Read() && Type == FieldType.Integer ? Integer : null;

    /// <summary>Reads the next field as text in UTF-8; null where it is missing or something else.</summary>
    public string? ReadText() => Read() && Type == FieldType.Text ? System.Text.Encoding.UTF8.GetString(Bytes) : null;

    private static VaultException Damaged(string what) => new(VaultProblem.Damaged, $"a record {what}");

    private ReadOnlySpan<byte> Take(int lengthBytes)
    {
        if (_record.Length - _offset < lengthBytes)
        {
            throw Damaged("ends inside a field");
        }

        ReadOnlySpan<byte> taken = _record.Slice(_offset, lengthBytes);
        _offset += lengthBytes;
        return taken;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int i = 0; i < MaxVarintBytes && _offset < _record.Length; i++)
        {
            byte b = _record[_offset++];
            if (i == MaxVarintBytes - 1 && b > 1)
            {
                break;
            }

            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged("ends inside a number");
    }
}
