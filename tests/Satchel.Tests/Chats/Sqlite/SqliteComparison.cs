using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

internal static class SqliteComparison
{
    /// <summary>Our reading of a table against SQLite's, value by value.</summary>
    public static void AssertSameRows(SqliteImage image, SqliteTable table, SqliteDatabase database)
    {
        RowCollector ours = new();
        image.ReadRows(table, ours);
        string name = $"\"{table.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        string columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        string keys = string.Join(", ", table.Columns.Where(column => column.Field >= 0).OrderBy(column => column.Field).Take(table.KeyFields).Select(column => column.Name));
        using SqliteStatement statement = database.Prepare(table.WithoutRowId ? $"SELECT 0, {columns} FROM {name}" : $"SELECT rowid, {columns} FROM {name} ORDER BY rowid");
        foreach ((long rowId, SqliteValue[] fields) in ours.Rows)
        {
            Assert.True(statement.Step());
            Assert.Equal(statement.Integer(0), rowId);
            for (int i = 0; i < table.Columns.Count; i++)
            {
                int field = table.Columns[i].Field;
                if (i == table.RowIdColumn)
                {
                    Assert.Equal(rowId, statement.Integer(i + 1));
                    Assert.True(fields[field].IsNull);
                }
                else if (field >= 0 && field < fields.Length)
                {
                    AssertSame(statement, i + 1, fields[field], $"{table.Name}.{table.Columns[i].Name} of {rowId} {keys}");
                }
            }
        }

        Assert.False(statement.Step());
    }

    private static void AssertSame(SqliteStatement statement, int column, SqliteValue value, string where)
    {
        SqliteType type = statement.TypeOf(column);
        if (type == SqliteType.Real && value.Type == SqliteType.Integer)
        {
            Assert.Equal(statement.Real(column), value.Integer);   // a REAL column keeps whole numbers as integers
            return;
        }

        Assert.True(type == value.Type, $"{where}: {type}, {value.Type}");
        SqliteValue expected = type switch
        {
            SqliteType.Integer => SqliteValue.OfInteger(statement.Integer(column)),
            SqliteType.Real => SqliteValue.OfReal(statement.Real(column)),
            SqliteType.Text => SqliteValue.OfText(statement.Blob(column).ToArray()),   // as a blob: in the database's encoding
            SqliteType.Blob => SqliteValue.OfBlob(statement.Blob(column).ToArray()),
            _ => SqliteValue.Null,
        };
        Assert.True(expected == value, where);
    }
}
