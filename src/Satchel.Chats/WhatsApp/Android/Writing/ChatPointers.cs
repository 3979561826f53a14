using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Brings the chats' pointers to their newest messages, and their counts of what is unread, in line with the messages. A chat that the owner had
/// read to its end is read to its new end; in one that has unread messages the mark stays where it is.
/// </summary>
internal sealed class ChatPointers(TargetStore store) : IDisposable
{
    private readonly SqliteStatement _newest = store.Database.Prepare("SELECT _id, sort_id, timestamp FROM message WHERE chat_row_id = ?1 ORDER BY sort_id DESC, _id DESC LIMIT 1");
    private readonly Dictionary<string, SqliteStatement?> _updates = [];

    /// <summary>Brings a chat in line that messages were put into.</summary>
    public void Update(TargetChat chat, long lastOldRow)
    {
        _newest.Bind(1, chat.Row);
        if (!_newest.Step())
        {
            _newest.Reset();
            return;
        }

        (long row, long sortId, long millis) = (_newest.Integer(0), _newest.Integer(1), _newest.Integer(2));
        _newest.Reset();
        bool isUnread = !chat.IsNew && IsUnread(chat.Row);
        Set(chat.Row, "display_message_row_id", row, "display_message_sort_id", sortId);
        Set(chat.Row, "last_message_row_id", row, "last_message_sort_id", sortId);
        if (isUnread)
        {
            Follow(chat.Row, "last_read_message_row_id", "last_read_message_sort_id");
            Follow(chat.Row, "last_read_receipt_sent_message_row_id", "last_read_receipt_sent_message_sort_id");
            CountUnread(chat.Row, lastOldRow);
        }
        else
        {
            Set(chat.Row, "last_read_message_row_id", row, "last_read_message_sort_id", sortId);
            Set(chat.Row, "last_read_receipt_sent_message_row_id", row, "last_read_receipt_sent_message_sort_id", sortId);
        }

        Run(chat.Row, "sort_timestamp", "max(coalesce(sort_timestamp, 0), ?2)", millis);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _newest.Dispose();
        foreach (SqliteStatement? update in _updates.Values)
        {
            update?.Dispose();
        }
    }

    private bool IsUnread(long chat) => store.Has("chat", "unseen_message_count") && store.Has("chat", "last_read_message_row_id")
        && store.Database.ReadInteger($"SELECT 1 FROM chat WHERE _id = {chat} AND unseen_message_count > 0") is not null;

    // Those of ours that stand behind the mark are unread too.
    private void CountUnread(long chat, long lastOldRow)
    {
        long more = store.Database.ReadInteger(
            $"""
             SELECT count(*) FROM message m WHERE m.chat_row_id = {chat} AND m._id > {lastOldRow} AND m.from_me = 0 AND m.message_type <> {MessageTypes.System}
               AND m.sort_id > coalesce((SELECT r.sort_id FROM chat c JOIN message r ON r._id = c.last_read_message_row_id WHERE c._id = {chat}), 0)
             """) ?? 0;
        Run(chat, "unseen_message_count", "coalesce(unseen_message_count, 0) + ?2", more);
        Run(chat, "unseen_row_count", "coalesce(unseen_row_count, 0) + ?2", more);
    }

    private void Set(long chat, string rowColumn, long row, string sortColumn, long sortId)
    {
        Run(chat, rowColumn, "?2", row);
        Run(chat, sortColumn, "?2", sortId);
    }

    // The message that is pointed at may have got another sort_id.
    private void Follow(long chat, string rowColumn, string sortColumn)
    {
        if (store.Has("chat", rowColumn))
        {
            Run(chat, sortColumn, $"coalesce((SELECT m.sort_id FROM message m WHERE m._id = chat.{rowColumn} AND m.chat_row_id = chat._id), {sortColumn} + 0 * ?2)", 0);
        }
    }

    private void Run(long chat, string column, string value, long parameter)
    {
        if (!_updates.TryGetValue(column + value, out SqliteStatement? update))
        {
            update = store.Has("chat", column) ? store.Database.Prepare($"UPDATE chat SET {column} = {value} WHERE _id = ?1") : null;
            _updates[column + value] = update;
        }

        if (update is not null)
        {
            update.Bind(1, chat);
            update.Bind(2, parameter);
            _ = update.Step();
            update.Reset();
        }
    }
}
