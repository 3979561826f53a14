namespace Satchel.Chats.Sqlite;

/// <summary>The collations that SQLite itself has.</summary>
internal enum SqliteCollation
{
    Binary,
    NoCase,
    RTrim,
}
