namespace Satchel.Chats.Sqlite;

/// <summary>A row of sqlite_schema.</summary>
/// <param name="RowId">Its rowid.</param>
/// <param name="Type">table, index, view or trigger.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it belongs to.</param>
/// <param name="RootPage">Root page of its b-tree; 0 for what has none (views, triggers, virtual tables).</param>
/// <param name="Sql">The statement that made it; null for the indices that constraints make.</param>
public sealed record SqliteSchemaEntry(long RowId, string Type, string Name, string Table, uint RootPage, string? Sql);
