namespace Satchel.Chats.Sqlite;

/// <summary>What a database file is, but for its rows: enough to write it again with them (docs/format.md, 10.1).</summary>
public sealed record SqliteDescription
{
    /// <summary>Bytes of a page.</summary>
    public required int PageSize { get; init; }

    /// <summary>Bytes at the end of each page that are not SQLite's.</summary>
    public required int ReservedBytes { get; init; }

    /// <summary>How texts are stored.</summary>
    public required SqliteEncoding Encoding { get; init; }

    /// <summary>0 … 4.</summary>
    public required int SchemaFormat { get; init; }

    /// <summary>0 none, 1 full, 2 incremental.</summary>
    public required int AutoVacuum { get; init; }

    /// <summary>PRAGMA user_version.</summary>
    public required int UserVersion { get; init; }

    /// <summary>PRAGMA application_id.</summary>
    public required int ApplicationId { get; init; }

    /// <summary>Whether the database is kept with a write-ahead log.</summary>
    public required bool UsesWal { get; init; }

    /// <summary>
    /// The rows of sqlite_schema in the order of their rowids. Of <see cref="SqliteSchemaEntry.RootPage"/> only counts whether
    /// it is 0.
    /// </summary>
    public required IReadOnlyList<SqliteSchemaEntry> Schema { get; init; }

    /// <summary>Describes a file.</summary>
    public static SqliteDescription Of(SqliteImage image) => new()
    {
        PageSize = image.Header.PageSize,
        ReservedBytes = image.Header.ReservedBytes,
        Encoding = image.Header.Encoding,
        SchemaFormat = image.Header.SchemaFormat,
        AutoVacuum = image.Header.AutoVacuum,
        UserVersion = image.Header.UserVersion,
        ApplicationId = image.Header.ApplicationId,
        UsesWal = image.Header.UsesWal,
        Schema = image.Schema,
    };
}
