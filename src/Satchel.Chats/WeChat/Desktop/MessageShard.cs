using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>One of the databases that an account's messages are spread over; each numbers user names for itself.</summary>
/// <param name="path">The database below the source's root.</param>
/// <param name="database">The opened database.</param>
internal sealed class MessageShard(string path, SqliteDatabase database)
{
    private readonly Dictionary<long, string> _names = [];

    /// <summary>The database below the source's root.</summary>
    public string Path { get; } = path;

    /// <summary>The opened database.</summary>
    public SqliteDatabase Database { get; } = database;

    /// <summary>The user names that it numbers.</summary>
    public IReadOnlyCollection<string> Names => _names.Values;

    /// <summary>The user name of a number; null where it has none.</summary>
    public string? NameOf(long number) => _names.GetValueOrDefault(number);

    /// <summary>Reads the numbered user names, whose number is their row; where the table is not there, none are.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="column">The column with the names.</param>
    public void ReadNames(string table, string column)
    {
        if (!Database.ColumnsOf(table).Contains(column, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        using SqliteStatement rows = Database.Prepare($"SELECT rowid, {column} FROM {table}");
        while (_names.Count < DesktopLimits.MaxNames && rows.Step())
        {
            if (rows.Text(1) is { Length: > 0 } name)
            {
                _names[rows.Integer(0)] = name;
            }
        }
    }
}
