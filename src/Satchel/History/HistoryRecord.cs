using Satchel.Vaults;

namespace Satchel.History;

/// <summary>The parts of a history record that a backup looks at and changes, without decoding the rest (docs/format.md, 10.3).</summary>
internal static class HistoryRecord
{
    public const int FirstField = 0;
    public const int LastField = 1;
    public const int KindField = 2;
    public const int RevokedField = 9;
    public const int PathField = 15;
    public const int RestField = 24;

    private const int TagBits = 7;

    /// <summary>Whether the newest snapshot of the source shows this version.</summary>
    public static bool IsOpen(ReadOnlySpan<byte> record)
    {
        RecordReader reader = new(record);
        reader.Read();
        reader.Read();
        return reader.IsNull;
    }

    /// <summary>Reads when the version was seen; the last time is null while the newest snapshot shows it.</summary>
    public static (long First, long? Last) Seen(ReadOnlySpan<byte> record)
    {
        RecordReader reader = new(record);
        return (reader.ReadInteger() ?? 0, reader.ReadInteger());
    }

    /// <summary>Whether two records say the same but for when they were seen.</summary>
    public static bool SaysTheSame(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        new RecordReader(left).FieldCount == new RecordReader(right).FieldCount && Content(left).SequenceEqual(Content(right));

    /// <summary>The kind of the message.</summary>
    public static long Kind(ReadOnlySpan<byte> record)
    {
        RecordReader reader = new(record);
        reader.Read();
        reader.Read();
        return reader.ReadInteger() ?? 0;
    }

    /// <summary>An integer field; null where it is NULL or missing.</summary>
    public static long? Integer(ReadOnlySpan<byte> record, int field)
    {
        RecordReader reader = new(record);
        for (int i = 0; i < field; i++)
        {
            reader.Read();
        }

        return reader.ReadInteger();
    }

    /// <summary>A text field; null where it is NULL or missing.</summary>
    public static string? Text(ReadOnlySpan<byte> record, int field)
    {
        RecordReader reader = new(record);
        for (int i = 0; i < field; i++)
        {
            reader.Read();
        }

        return reader.ReadText();
    }

    /// <summary>
    /// Writes the record as it is once the version is no longer shown: with the time it was last seen, and with the time of its
    /// recall where it was recalled.
    /// </summary>
    public static void Close(RecordWriter writer, ReadOnlySpan<byte> record, long lastMillis, long? revokedDifference)
    {
        RecordReader reader = new(record);
        int count = Math.Max(reader.FieldCount, revokedDifference is null ? LastField + 1 : RevokedField + 1);
        writer.Begin(count);
        for (int field = 0; field < count; field++)
        {
            reader.Read();
            switch (field)
            {
                case LastField:
                    writer.AddInteger(lastMillis);
                    break;
                case RevokedField when revokedDifference is long difference:
                    writer.AddInteger(difference);
                    break;
                default:
                    Copy(writer, ref reader);
                    break;
            }
        }
    }

    private static void Copy(RecordWriter writer, ref RecordReader reader)
    {
        switch (reader.Type)
        {
            case FieldType.Null:
                writer.AddNull();
                break;
            case FieldType.Integer:
                writer.AddInteger(reader.Integer);
                break;
            case FieldType.Real:
                writer.AddReal(reader.Real);
                break;
            case FieldType.Text:
                writer.AddText(reader.Bytes);
                break;
            case FieldType.Blob:
                writer.AddBlob(reader.Bytes);
                break;
            default:
                throw new VaultException(VaultProblem.Damaged, "a message's record names chunks where it has to hold its fields");
        }
    }

    // Behind the field count come the fields 0, an integer, and 1, NULL or an integer.
    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> record)
    {
        int offset = 0;
        SkipVarint(record, ref offset);
        for (int i = 0; i <= LastField && offset < record.Length; i++)
        {
            if (record[offset++] != 0)
            {
                SkipVarint(record, ref offset);
            }
        }

        return record[Math.Min(offset, record.Length)..];
    }

    private static void SkipVarint(ReadOnlySpan<byte> record, ref int offset)
    {
        while (offset < record.Length && record[offset] >> TagBits != 0)
        {
            offset++;
        }

        offset++;
    }
}
