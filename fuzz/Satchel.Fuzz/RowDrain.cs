using Satchel.Chats.Sqlite;

namespace Satchel.Fuzz;

/// <summary>Takes every field of every row, and keeps none.</summary>
internal sealed class RowDrain : ISqliteRowSink
{
    private long _sum;

    public void AddOverflowPage(uint page) => _sum ^= page;

    public void AddRow(ref SqliteRowReader row)
    {
        while (row.NextField())
        {
            _sum ^= row.Type == SqliteType.Integer ? row.Integer : row.Bytes.Length;
        }
    }
}
