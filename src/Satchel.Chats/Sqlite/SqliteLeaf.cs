namespace Satchel.Chats.Sqlite;

/// <summary>A leaf page of a table, and the rowids that can only be there (both ends included).</summary>
public readonly record struct SqliteLeaf(uint Page, long FirstRowId, long LastRowId);
