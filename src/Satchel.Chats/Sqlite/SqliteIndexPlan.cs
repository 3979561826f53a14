namespace Satchel.Chats.Sqlite;

/// <summary>A b-tree that we sort and write ourselves: an index of plain columns, or a WITHOUT ROWID table.</summary>
internal sealed class SqliteIndexPlan(string name, uint root, bool isTable, SqliteIndexPlan.Part[] parts, SqliteKeySorter sorter) : IDisposable
{
    private const int RowId = -1;

    public string Name { get; } = name;

    public uint Root { get; } = root;

    /// <summary>The largest field of a row that it needs.</summary>
    public int LastField { get; } = parts.Max(part => part.Field);

    /// <summary>Set when a row has something that only SQLite indexes right; it then builds this one.</summary>
    public bool IsLeftToSqlite { get; private set; }

    public SqliteKeySorter Sorter { get; } = sorter;

    /// <summary>How an index's fields come from a row; null where that is left to SQLite.</summary>
    public static Part[]? PlanParts(SqliteTable table, List<SqliteIndexField> fields)
    {
        List<Part> parts = [];
        foreach (SqliteIndexField field in fields)
        {
            int from = RowId;
            if (field.Column != SqliteIndexField.RowId && field.Column != table.RowIdColumn)
            {
                from = field.Column >= 0 && field.Column < table.Columns.Count ? table.Columns[field.Column].Field : -1;
                if (from < 0)
                {
                    return null;   // an expression, or a column that is computed
                }
            }

            SqliteCollation? collation = field.Collation.ToUpperInvariant() switch
            {
                "BINARY" => SqliteCollation.Binary,
                "NOCASE" => SqliteCollation.NoCase,
                "RTRIM" => SqliteCollation.RTrim,
                _ => null,
            };
            if (collation is null)
            {
                return null;
            }

            parts.Add(new Part(from, collation.Value, field.IsDescending));
        }

        return parts.Count > 0 ? [.. parts] : null;
    }

    /// <summary>Takes a row.</summary>
    public void Add(long rowId, ReadOnlySpan<byte> record, SqliteRecordFields fields, SqliteSortKey key, SqliteRecordBuilder entry)
    {
        if (IsLeftToSqlite)
        {
            return;
        }

        key.Clear();
        entry.Clear();
        foreach (Part part in parts)
        {
            if (part.Field == RowId)
            {
                AddRowId(rowId, part.IsDescending, key, entry);
                continue;
            }

            if (part.Field < fields.Count && key.TryAdd(fields.Type(part.Field), fields.Stored(record, part.Field), part.Collation, part.IsDescending))
            {
                entry.AddStored(fields.Type(part.Field), fields.Stored(record, part.Field));
            }
            else if (isTable)
            {
                _ = key.TryAdd(0, default, part.Collation, part.IsDescending);   // as SQLite reads it
            }
            else
            {
                IsLeftToSqlite = true;   // a default value, or a NaN
                return;
            }
        }

        key.End();
        Sorter.Add(key.Bytes, isTable ? record : entry.Build());
    }

    public void Dispose() => Sorter.Dispose();

    private static void AddRowId(long rowId, bool isDescending, SqliteSortKey key, SqliteRecordBuilder entry)
    {
        entry.AddInteger(rowId);
        if (isDescending)
        {
            key.AddDescending(rowId);
        }
        else
        {
            key.AddInteger(rowId);
        }
    }

    /// <summary>A field of the index: a field of the row, or -1 for its rowid.</summary>
    public readonly record struct Part(int Field, SqliteCollation Collation, bool IsDescending);
}
