namespace Satchel.Chats.Sqlite;

/// <summary>Decides for each index whether we build it or SQLite does.</summary>
internal sealed class SqliteIndexPlanner
{
    private const int SortBytes = 6 * 1024 * 1024;   // for all indices of a table together
    private const int SortBytesOfOne = 1024 * 1024;
    private const int SortBytesOfOneAtLeast = 256 * 1024;
    private const int FileBufferBytes = 128 * 1024;

    private readonly string _path;
    private readonly IReadOnlyDictionary<string, uint> _roots;
    private readonly Dictionary<string, SqliteTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Index, bool IsTable, SqliteIndexPlan.Part[] Parts)>> _ours = new(StringComparer.Ordinal);
    private readonly List<(string Table, string Index)> _theirs = [];
    private int _files;

    public SqliteIndexPlanner(string path, SqliteDescription description, IReadOnlyDictionary<string, uint> roots)
    {
        _path = path;
        _roots = roots;
        foreach (SqliteTable table in SqliteCatalog.ReadTables(SqliteFile.Plain(path), description.Schema))
        {
            _tables.Add(table.Name, table);
        }

        using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
        using SqliteStatement indices = database.Prepare(SqliteCatalog.IndicesSql);
        using SqliteStatement fields = database.Prepare(SqliteCatalog.IndexFieldsSql);
        foreach (SqliteTable table in _tables.Values)
        {
            PlanTable(table, indices, fields);
        }
    }

    public SqliteTable? Find(string table) => _tables.GetValueOrDefault(table);

    /// <summary>The b-trees that a table's rows go to besides its own.</summary>
    public SqliteIndexPlan[] Plan(SqliteTable table)
    {
        if (!_ours.TryGetValue(table.Name, out List<(string Index, bool IsTable, SqliteIndexPlan.Part[] Parts)>? ours))
        {
            return [];
        }

        int bytes = Math.Clamp(SortBytes / ours.Count, SortBytesOfOneAtLeast, SortBytesOfOne);
        return [.. ours.Select(one => new SqliteIndexPlan(
            one.Index,
            _roots[one.IsTable ? table.Name : one.Index],
            one.IsTable,
            one.Parts,
            new SqliteKeySorter(OpenFile, bytes)))];
    }

    /// <summary>The indices of the tables begun that SQLite has to build; those of the others are empty.</summary>
    public IEnumerable<string> LeftToSqlite(IReadOnlySet<string> begun) =>
        _theirs.Where(one => begun.Contains(one.Table)).Select(one => one.Index);

    private void PlanTable(SqliteTable table, SqliteStatement indices, SqliteStatement fields)
    {
        List<(string Index, bool IsTable, SqliteIndexPlan.Part[] Parts)> ours = [];
        foreach ((string name, bool isKey, bool isPartial) in SqliteCatalog.ReadIndices(indices, table.Name))
        {
            List<SqliteIndexField> read = SqliteCatalog.ReadFields(fields, name);
            bool isTable = isKey && table.WithoutRowId;
            SqliteIndexPlan.Part[]? parts = SqliteIndexPlan.PlanParts(table, isTable ? read[..table.KeyFields] : read);
            if (parts is null && isTable)
            {
                throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, Path.GetFileName(_path), $"the primary key of {table.Name} sorts as SQLite cannot.");
            }

            if (!isTable && !_roots.ContainsKey(name))
            {
                continue;   // SQLite expects it, and the schema does not have it
            }

            if (parts is not null && !isPartial)
            {
                ours.Add((name, isTable, parts));
            }
            else
            {
                _theirs.Add((table.Name, name));
            }
        }

        if (ours.Count > 0)
        {
            _ours.Add(table.Name, ours);
        }
    }

    // Beside the database, where there is room for it; gone as soon as it is closed.
    private FileStream OpenFile() => new(
        $"{_path}.sort{Interlocked.Increment(ref _files)}.tmp",
        FileMode.Create,
        FileAccess.ReadWrite,
        FileShare.None,
        FileBufferBytes,
        FileOptions.DeleteOnClose);
}
