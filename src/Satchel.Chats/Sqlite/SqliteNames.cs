namespace Satchel.Chats.Sqlite;

/// <summary>Names as they stand in SQL.</summary>
internal static class SqliteNames
{
    /// <summary>A name in double quotes.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
