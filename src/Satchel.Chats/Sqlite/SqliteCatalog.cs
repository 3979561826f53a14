namespace Satchel.Chats.Sqlite;

/// <summary>What SQLite makes of a schema: which columns and indices there are, and how records hold them.</summary>
internal static class SqliteCatalog
{
    /// <summary>The indices of a table.</summary>
    public const string IndicesSql = "SELECT name, origin, partial FROM pragma_index_list(?1, 'main')";

    /// <summary>The fields of an index's records, in order.</summary>
    public const string IndexFieldsSql = "SELECT cid, desc, coll, key FROM pragma_index_xinfo(?1, 'main') ORDER BY seqno";

    /// <summary>The tables with a b-tree of a quiet file.</summary>
    public static List<SqliteTable> ReadTables(SqliteFile file, IReadOnlyList<SqliteSchemaEntry> schema)
    {
        using SqliteDatabase database = file.OpenDatabase();
        using SqliteStatement columns = database.Prepare("SELECT name, type, pk, hidden FROM pragma_table_xinfo(?1, 'main') ORDER BY cid");
        using SqliteStatement indices = database.Prepare(IndicesSql);
        using SqliteStatement fields = database.Prepare(IndexFieldsSql);
        List<SqliteTable> tables = [];
        foreach (SqliteSchemaEntry entry in schema)
        {
            if (entry.Type == "table" && entry.RootPage > 0)
            {
                tables.Add(ReadTable(entry, columns, indices, fields, file.Path));
            }
        }

        return tables;
    }

    /// <summary>The fields of an index's records, in order, by a statement of <see cref="IndexFieldsSql"/>.</summary>
    public static List<SqliteIndexField> ReadFields(SqliteStatement statement, string index)
    {
        statement.Reset();
        statement.Bind(1, index);
        List<SqliteIndexField> read = [];
        while (statement.Step())
        {
            read.Add(new SqliteIndexField((int)statement.Integer(0), statement.Integer(1) != 0, statement.Text(2), statement.Integer(3) != 0));
        }

        statement.Reset();
        return read;
    }

    private static SqliteTable ReadTable(SqliteSchemaEntry entry, SqliteStatement columns, SqliteStatement indices, SqliteStatement fields, string path)
    {
        List<(string Name, string Type, int Key, int Hidden)> declared = [];
        columns.Reset();
        columns.Bind(1, entry.Name);
        while (columns.Step())
        {
            declared.Add((columns.Text(0), columns.Text(1), (int)columns.Integer(2), (int)columns.Integer(3)));
        }

        if (declared.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, Path.GetFileName(path), $"SQLite knows no table {entry.Name}.");
        }

        string? keyIndex = ReadIndices(indices, entry.Name).Find(index => index.IsKey).Name;
        List<SqliteIndexField> order = keyIndex is null ? [] : ReadFields(fields, keyIndex);
        bool withoutRowId = keyIndex is not null && order.TrueForAll(field => field.Column != SqliteIndexField.RowId);
        int[] fieldOf = withoutRowId ? InKeyOrder(order, declared.Count) : InDeclaredOrder(declared);
        int alias = -1;
        if (keyIndex is null && declared.Count(column => column.Key > 0) == 1)
        {
            alias = declared.FindIndex(column => column.Key > 0 && string.Equals(column.Type, "INTEGER", StringComparison.OrdinalIgnoreCase));
        }

        return new SqliteTable
        {
            Name = entry.Name,
            RootPage = entry.RootPage,
            WithoutRowId = withoutRowId,
            Columns = [.. declared.Select((column, i) => new SqliteColumn(column.Name, column.Type, fieldOf[i], column.Hidden is 2 or 3))],
            RowIdColumn = alias,
            KeyFields = withoutRowId ? order.Count(field => field.IsKey) : 0,
        };
    }

    /// <summary>The indices of a table, by a statement of <see cref="IndicesSql"/>; a key is one of a PRIMARY KEY that is not another name of the rowid.</summary>
    public static List<(string Name, bool IsKey, bool IsPartial)> ReadIndices(SqliteStatement statement, string table)
    {
        statement.Reset();
        statement.Bind(1, table);
        List<(string, bool, bool)> read = [];
        while (statement.Step())
        {
            read.Add((statement.Text(0), statement.Text(1) == "pk", statement.Integer(2) != 0));
        }

        statement.Reset();
        return read;
    }

    // Virtual generated columns (hidden = 2) are not stored.
    private static int[] InDeclaredOrder(List<(string Name, string Type, int Key, int Hidden)> declared)
    {
        int next = 0;
        int[] fields = new int[declared.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = declared[i].Hidden == 2 ? -1 : next++;
        }

        return fields;
    }

    private static int[] InKeyOrder(List<SqliteIndexField> order, int columns)
    {
        int[] fields = new int[columns];
        Array.Fill(fields, -1);
        for (int i = 0; i < order.Count; i++)
        {
            if (order[i].Column >= 0 && order[i].Column < columns && fields[order[i].Column] < 0)
            {
                fields[order[i].Column] = i;
            }
        }

        return fields;
    }
}
