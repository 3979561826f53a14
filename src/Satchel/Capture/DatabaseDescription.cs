using System.Text.Json;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>What it takes, besides the rows, to write a database again (docs/format.md, 10.1).</summary>
internal sealed record DatabaseDescription
{
    /// <summary>Bytes of a page.</summary>
    public required int PageSize { get; init; }

    /// <summary>1 UTF-8, 2 UTF-16 little-endian, 3 UTF-16 big-endian.</summary>
    public required int Encoding { get; init; }

    public required int UserVersion { get; init; }

    public required int ApplicationId { get; init; }

    /// <summary>0 none, 1 full, 2 incremental.</summary>
    public required int AutoVacuum { get; init; }

    /// <summary><c>wal</c> or <c>delete</c>.</summary>
    public required string JournalMode { get; init; }

    public required int SchemaFormat { get; init; }

    public required int ReservedBytes { get; init; }

    public required IReadOnlyList<DescribedEntry> Schema { get; init; }

    public required IReadOnlyList<TableDescription> Tables { get; init; }

    /// <summary>Describes a database.</summary>
    /// <exception cref="ChatFormatException">A rowid of its schema does not fit into the number of a table.</exception>
    public static DatabaseDescription Of(SqliteImage image)
    {
        SqliteHeader header = image.Header;
        Dictionary<string, long> rowIds = new(StringComparer.Ordinal);
        foreach (SqliteSchemaEntry entry in image.Schema.Where(e => e.Type == "table"))
        {
            rowIds.TryAdd(entry.Name, entry.RowId);
        }

        return new DatabaseDescription
        {
            PageSize = header.PageSize,
            Encoding = (int)header.Encoding,
            UserVersion = header.UserVersion,
            ApplicationId = header.ApplicationId,
            AutoVacuum = header.AutoVacuum,
            JournalMode = header.UsesWal ? "wal" : "delete",
            SchemaFormat = header.SchemaFormat,
            ReservedBytes = header.ReservedBytes,
            Schema = [.. image.Schema.Select(e => new DescribedEntry(e.RowId, e.Type, e.Name, e.Table, e.RootPage != 0, e.Sql))],
            Tables = [.. image.Tables.Select(t => Describe(t, rowIds[t.Name])).OrderBy(t => t.Number)],
        };
    }

    /// <summary>The same for whoever writes the database.</summary>
    public SqliteDescription ToWritable() => new()
    {
        PageSize = PageSize,
        ReservedBytes = ReservedBytes,
        Encoding = (SqliteEncoding)Encoding,
        SchemaFormat = SchemaFormat,
        AutoVacuum = AutoVacuum,
        UserVersion = UserVersion,
        ApplicationId = ApplicationId,
        UsesWal = JournalMode == "wal",
        Schema = [.. Schema.Select(e => new SqliteSchemaEntry(e.RowId, e.Type, e.Name, e.Table, e.RootPage ? 1u : 0u, e.Sql))],
    };

    /// <summary>As JSON in UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DescriptionJson.Default.DatabaseDescription);

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static DatabaseDescription Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DescriptionJson.Default.DatabaseDescription)
                ?? throw new VaultException(VaultProblem.Damaged, "the description of a database is empty");
        }
        catch (JsonException e)
        {
            throw new VaultException(VaultProblem.Damaged, "the description of a database is not as it should be", e);
        }
    }

    /// <summary>The table of a name; null where there is none.</summary>
    public TableDescription? FindTable(string name) => Tables.FirstOrDefault(t => t.Name == name);

    // The rowid in sqlite_schema stays while other tables come and go, and is the same in a dated copy.
    private static TableDescription Describe(SqliteTable table, long rowId)
    {
        if (rowId is < 0 or > ushort.MaxValue)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, table.Name, $"stands in row {rowId} of the schema; at most {ushort.MaxValue} is kept");
        }

        List<SqliteColumn> stored = [.. table.Columns.Where(c => c.Field >= 0).OrderBy(c => c.Field)];
        int rowIdColumn = table.RowIdColumn < 0 ? -1 : stored.IndexOf(table.Columns[table.RowIdColumn]);
        return new TableDescription((int)rowId, table.Name, table.WithoutRowId, [.. stored.Select(c => c.Name)], rowIdColumn, table.KeyFields);
    }
}
