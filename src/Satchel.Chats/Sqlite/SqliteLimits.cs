namespace Satchel.Chats.Sqlite;

/// <summary>What we accept of a database file. Beyond it the file is kept as a plain file.</summary>
public static class SqliteLimits
{
    /// <summary>Bytes of one row's record: it is assembled in memory, once for reading and once for writing.</summary>
    public const int RowBytes = 64 * 1024 * 1024;

    /// <summary>Fields of a record; SQLite itself allows 32,767 columns at most.</summary>
    public const int Fields = 32_767;

    /// <summary>Height of a b-tree: SQLite's own limit on its cursors.</summary>
    public const int TreeHeight = 20;

    /// <summary>Pages of a file: 128 GiB of 4 KiB pages. What is kept for each page must fit in memory.</summary>
    public const uint Pages = 32 * 1024 * 1024;

    /// <summary>Entries of sqlite_schema.</summary>
    public const int SchemaEntries = 100_000;

    /// <summary>Bytes of the sql of all entries of sqlite_schema together.</summary>
    public const int SchemaBytes = 16 * 1024 * 1024;
}
