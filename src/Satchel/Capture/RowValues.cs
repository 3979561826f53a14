using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>The values of a row, out of its record.</summary>
internal static class RowValues
{
    /// <summary>
    /// Decodes a record. The INTEGER PRIMARY KEY, which a record has as NULL, gets the rowid, and columns that were added later and are not
    /// stored are NULL.
    /// </summary>
    /// <param name="record">The record.</param>
    /// <param name="rowId">The rowid.</param>
    /// <param name="table">The table; null where the values are wanted as they are stored.</param>
    /// <param name="readChunk">Reads the chunks of long fields.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async ValueTask<SqliteValue[]> DecodeAsync(
        ReadOnlyMemory<byte> record, long rowId, TableDescription? table,
        Func<Digest, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readChunk, CancellationToken cancellationToken)
    {
        SqliteValue[] values = DecodeStored(record.Span, table?.Columns.Count ?? 0, out List<(int Field, ExternalField Content)>? external);
        foreach ((int field, ExternalField content) in external ?? [])
        {
            byte[] bytes = await content.ReadAsync(readChunk, cancellationToken);
            values[field] = content.IsBlob ? SqliteValue.OfBlob(bytes) : SqliteValue.OfText(bytes);
        }

        if (table is { RowIdColumn: >= 0 } && table.RowIdColumn < values.Length)
        {
            values[table.RowIdColumn] = SqliteValue.OfInteger(rowId);
        }

        return values;
    }

    private static SqliteValue[] DecodeStored(ReadOnlySpan<byte> record, int columns, out List<(int Field, ExternalField Content)>? external)
    {
        external = null;
        RecordReader reader = new(record);
        SqliteValue[] values = new SqliteValue[Math.Max(reader.FieldCount, columns)];
        for (int i = 0; reader.Read(); i++)
        {
            switch (reader.Type)
            {
                case FieldType.Integer:
                    values[i] = SqliteValue.OfInteger(reader.Integer);
                    break;
                case FieldType.Real:
                    values[i] = SqliteValue.OfReal(reader.Real);
                    break;
                case FieldType.Text:
                    values[i] = SqliteValue.OfText(reader.Bytes.ToArray());
                    break;
                case FieldType.Blob:
                    values[i] = SqliteValue.OfBlob(reader.Bytes.ToArray());
                    break;
                case FieldType.ExternalText or FieldType.ExternalBlob:
                    (external ??= []).Add((i, new ExternalField(reader.Type == FieldType.ExternalBlob, reader.Integer, reader.Bytes.ToArray())));
                    break;
                default:
                    break;
            }
        }

        return values;
    }
}
