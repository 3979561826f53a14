namespace Satchel.Chats;

/// <summary>
/// Reads one history, as often as asked. Not thread-safe. A damaged row does not end the reading: it becomes a message of kind
/// <see cref="MessageKind.Unknown"/>, or a line in <see cref="Warnings"/>.
/// </summary>
public interface IChatReader : IDisposable
{
    /// <summary>The owner.</summary>
    Account Account { get; }

    /// <summary>What could not be read as it should, a sentence each, without anybody's name or words.</summary>
    IReadOnlyCollection<string> Warnings { get; }

    /// <summary>Everybody whose id stands anywhere in the history, once each.</summary>
    IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken);

    /// <summary>Every chat, once each.</summary>
    IEnumerable<Chat> ReadChats(CancellationToken cancellationToken);

    /// <summary>Every message, nearly in the order it was sent, in one pass and with memory that does not grow with the history.</summary>
    IEnumerable<Message> ReadMessages(CancellationToken cancellationToken);

    /// <summary>
    /// Begins to work out which messages a set of changed rows touches. <paramref name="previous"/> gives rows as they were at
    /// the last backup, for what was deleted since.
    /// </summary>
    IMessageChanges TrackChanges(IRowLookup previous);
}

/// <summary>Which messages changed, worked out from rows that changed: first every change is noted, then the messages are read.</summary>
public interface IMessageChanges
{
    /// <summary>Takes note of a changed row.</summary>
    void Note(in RowChange change);

    /// <summary>
    /// Whether a table that was not there at the last backup needs nothing but its rows to be noted; else its coming has every message read again.
    /// WeChat's stores have a table for each chat.
    /// </summary>
    bool FollowsTable(string database, string table) => false;

    /// <summary>
    /// Whether so much changed, or something that reaches so far (the link of a LID to a phone number), that every
    /// message must be read again and compared. Known once all changes are noted.
    /// </summary>
    bool EverythingChanged { get; }

    /// <summary>Whether the chats or the participants must be read again.</summary>
    bool DirectoryChanged { get; }

    /// <summary>Reads what changed: each message that a noted row belongs to, once.</summary>
    IEnumerable<MessageChange> Read(CancellationToken cancellationToken);
}

/// <summary>A message that a changed row belongs to.</summary>
/// <param name="Before">Where it stood at the last backup, or null where it is new.</param>
/// <param name="After">What it is now, or null where it was removed.</param>
public readonly record struct MessageChange(MessagePlace? Before, Message? After);

/// <summary>What tells where a message stands in a history.</summary>
/// <param name="SentAtMillis">When it was sent, in milliseconds since 1970-01-01Z.</param>
/// <param name="ChatId">The chat.</param>
/// <param name="NativeId">The app's id.</param>
public readonly record struct MessagePlace(long SentAtMillis, string ChatId, string? NativeId);

/// <summary>Rows of the databases as they were at the last backup.</summary>
public interface IRowLookup
{
    /// <summary>The row, as its values in the order of the table's columns then; null where there was none.</summary>
    Sqlite.SqliteValue[]? Find(string database, string table, long rowId);

    /// <summary>The names of the table's columns then, in order; empty where there was no such table.</summary>
    IReadOnlyList<string> Columns(string database, string table);
}

/// <summary>A row that was inserted, changed or deleted.</summary>
/// <param name="Database">The database's path below the source's root.</param>
/// <param name="Table">The table's name.</param>
/// <param name="RowId">The row.</param>
/// <param name="Before">Its values at the last backup; null where it is new.</param>
/// <param name="After">Its values now; null where it was deleted.</param>
public readonly record struct RowChange(string Database, string Table, long RowId, Sqlite.SqliteValue[]? Before, Sqlite.SqliteValue[]? After);
