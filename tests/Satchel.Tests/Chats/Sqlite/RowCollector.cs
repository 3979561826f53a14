using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

internal sealed class RowCollector : ISqliteRowSink
{
    public List<(long RowId, SqliteValue[] Fields)> Rows { get; } = [];

    public List<uint> OverflowPages { get; } = [];

    public void AddOverflowPage(uint page) => OverflowPages.Add(page);

    public void AddRow(ref SqliteRowReader row)
    {
        List<SqliteValue> fields = [];
        while (row.NextField())
        {
            fields.Add(row.Type switch
            {
                SqliteType.Integer => SqliteValue.OfInteger(row.Integer),
                SqliteType.Real => SqliteValue.OfReal(row.Real),
                SqliteType.Text => SqliteValue.OfText(row.Bytes.ToArray()),
                SqliteType.Blob => SqliteValue.OfBlob(row.Bytes.ToArray()),
                _ => SqliteValue.Null,
            });
        }

        Rows.Add((row.RowId, [.. fields]));
    }
}
