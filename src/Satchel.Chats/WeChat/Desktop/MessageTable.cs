using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>A table of messages: of one chat, or of all of them.</summary>
/// <param name="shard">The database it is in.</param>
/// <param name="name">Its name.</param>
/// <param name="hash">The hash of the chat's user name, where it is of one chat.</param>
/// <param name="columns">The columns that the store reads, by its numbers; the ones that this table has not read as NULL.</param>
internal sealed class MessageTable(MessageShard shard, string name, string? hash, IReadOnlyList<string> columns)
{
    private string? _list;

    /// <summary>The database it is in.</summary>
    public MessageShard Shard => shard;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>The hash of the chat's user name, in lower case; null where the table is of all chats.</summary>
    public string? Hash { get; } = hash?.ToLowerInvariant();

    /// <summary>The chat, where the table is of one; found once all user names are known.</summary>
    public string? ChatId { get; set; }

    /// <summary>Prepares the reading of rows, ascending by number, which is the first column.</summary>
    /// <param name="condition">Which rows, in SQL.</param>
    public SqliteStatement Prepare(string condition) =>
        shard.Database.Prepare($"SELECT rowid, {List()} FROM {SqliteNames.Quote(name)} t WHERE {condition} ORDER BY rowid");

    /// <summary>Whether it has any row; one that is damaged has.</summary>
    public bool HasRows()
    {
        try
        {
            return shard.Database.ReadInteger($"SELECT 1 FROM {SqliteNames.Quote(name)} LIMIT 1") is not null;
        }
        catch (ChatFormatException)
        {
            return true;
        }
    }

    private string List()
    {
        if (_list is null)
        {
            HashSet<string> there = new(shard.Database.ColumnsOf(name), StringComparer.OrdinalIgnoreCase);
            _list = string.Join(", ", columns.Select(column => there.Contains(column) ? $"t.\"{column}\"" : "NULL"));
        }

        return _list;
    }
}
