namespace Satchel.Chats.Sqlite;

/// <summary>A table that has a b-tree: ordinary tables, sqlite_sequence and the like, shadow tables of virtual ones.</summary>
public sealed record SqliteTable
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Root page of its b-tree.</summary>
    public required uint RootPage { get; init; }

    /// <summary>Whether rows are found by primary key alone; their records then begin with it.</summary>
    public required bool WithoutRowId { get; init; }

    /// <summary>The columns in the order of their declaration, hidden and generated ones included.</summary>
    public required IReadOnlyList<SqliteColumn> Columns { get; init; }

    /// <summary>Index of the column that is another name of the rowid (its field is NULL), or -1.</summary>
    public required int RowIdColumn { get; init; }

    /// <summary>WITHOUT ROWID: how many fields at the start of a record are the primary key. Else 0.</summary>
    public required int KeyFields { get; init; }
}
