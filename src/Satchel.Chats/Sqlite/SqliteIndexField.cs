namespace Satchel.Chats.Sqlite;

/// <summary>A field of an index's records, as PRAGMA index_xinfo tells it.</summary>
internal sealed record SqliteIndexField(int Column, bool IsDescending, string Collation, bool IsKey)
{
    /// <summary><see cref="Column"/> of the rowid.</summary>
    public const int RowId = -1;

    /// <summary><see cref="Column"/> of an expression.</summary>
    public const int Expression = -2;

    /// <summary>Whether SQLite itself has the collation; apps register others.</summary>
    public bool HasBuiltInCollation => Collation.ToUpperInvariant() is "BINARY" or "NOCASE" or "RTRIM";
}
