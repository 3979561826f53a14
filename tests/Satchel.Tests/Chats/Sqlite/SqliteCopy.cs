using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

/// <summary>Writes a database again from what <see cref="SqliteImage"/> reads of it.</summary>
internal static class SqliteCopy
{
    public static IReadOnlyList<string> Make(string from, string to, Func<SqliteDescription, SqliteDescription>? change = null)
    {
        using SqliteImage image = SqliteImage.Open(from);
        SqliteDescription description = SqliteDescription.Of(image);
        using SqliteImageWriter writer = new(to, change?.Invoke(description) ?? description);
        foreach (SqliteTable table in image.Tables)
        {
            writer.BeginTable(table.Name);
            image.ReadRows(table, new Sink(writer));
        }

        writer.Complete(CancellationToken.None);
        return writer.Warnings;
    }

    private sealed class Sink(SqliteImageWriter writer) : ISqliteRowSink
    {
        public void AddOverflowPage(uint page)
        {
        }

        public void AddRow(ref SqliteRowReader row)
        {
            SqliteRowBuilder copy = writer.Row;
            copy.Begin(row.RowId);
            while (row.NextField())
            {
                switch (row.Type)
                {
                    case SqliteType.Integer: copy.AddInteger(row.Integer); break;
                    case SqliteType.Real: copy.AddReal(row.Real); break;
                    case SqliteType.Text: copy.AddText(row.Bytes); break;
                    case SqliteType.Blob: copy.AddBlob(row.Bytes); break;
                    default: copy.AddNull(); break;
                }
            }

            copy.End();
        }
    }
}
