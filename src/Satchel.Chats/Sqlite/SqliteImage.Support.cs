namespace Satchel.Chats.Sqlite;

public sealed partial class SqliteImage
{
    /// <summary>
    /// Whether rows and schema cannot stand for the file, and why: then it is kept as a plain file. It reads the schema only;
    /// damage of a table's pages shows as an exception when its rows are read, and calls for the same.
    /// </summary>
    public bool TryFindUnsupported(out string reason)
    {
        try
        {
            reason = FindUnsupported() ?? "";
        }
        catch (ChatFormatException e)
        {
            reason = e.Message;
        }

        return reason.Length > 0;
    }

    private string? FindUnsupported()
    {
        if (Header.IsReadOnlyFormat)
        {
            return "it was written by a later SQLite, for reading only";
        }

        foreach (SqliteSchemaEntry entry in Schema)
        {
            if (entry.Type is not ("table" or "index" or "view" or "trigger") || entry.Name.Length == 0)
            {
                return $"the schema has an entry of type \"{entry.Type}\"";
            }
        }

        if (Tables.Count > 0 && Header.SchemaFormat == 0)
        {
            return "it has tables, and no schema format";
        }

        using SqliteDatabase database = _file.OpenDatabase();
        using SqliteStatement fields = database.Prepare(SqliteCatalog.IndexFieldsSql);
        foreach (SqliteSchemaEntry entry in Schema)
        {
            if (entry.Type == "index" && FindIndexProblem(database, fields, entry) is string problem)
            {
                return problem;
            }
        }

        return FindTableProblem(database, fields);
    }

    // An index is built again on restore: SQLite must know its collations and functions.
    private static string? FindIndexProblem(SqliteDatabase database, SqliteStatement fields, SqliteSchemaEntry entry)
    {
        List<SqliteIndexField> read = SqliteCatalog.ReadFields(fields, entry.Name);
        if (read.Count == 0 || entry.RootPage == 0)
        {
            return $"SQLite does not know the index {entry.Name}";
        }

        if (read.Find(field => !field.HasBuiltInCollation) is SqliteIndexField foreign)
        {
            return $"the index {entry.Name} sorts by {foreign.Collation}, which only the app knows";
        }

        database.Prepare($"REINDEX main.{SqliteNames.Quote(entry.Name)}").Dispose();
        return null;
    }

    private string? FindTableProblem(SqliteDatabase database, SqliteStatement fields)
    {
        HashSet<string> known = [.. Schema.Where(entry => entry.Type == "index").Select(entry => entry.Name)];
        using SqliteStatement indices = database.Prepare(SqliteCatalog.IndicesSql);
        foreach (SqliteTable table in Tables)
        {
            foreach ((string index, bool isKey, _) in SqliteCatalog.ReadIndices(indices, table.Name))
            {
                if (!(isKey && table.WithoutRowId))
                {
                    if (!known.Contains(index))
                    {
                        return $"the index {index} is missing";
                    }
                }
                else if (SqliteCatalog.ReadFields(fields, index).Exists(field => !field.HasBuiltInCollation))
                {
                    return $"the primary key of {table.Name} sorts as only the app knows";
                }
            }
        }

        return null;
    }
}
