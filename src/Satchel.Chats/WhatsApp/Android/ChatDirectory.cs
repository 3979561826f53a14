using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// The chats behind the row numbers of table <c>chat</c> and behind the ids of the legacy tables. Two rows that stand for
/// the same person, one by LID and one by phone number, are one chat.
/// </summary>
internal sealed class ChatDirectory
{
    private readonly Dictionary<long, ChatEntry> _byRow = [];
    private readonly Dictionary<string, ChatEntry> _byId = new(StringComparer.Ordinal);
    private readonly List<ChatEntry> _inOrder = [];
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly JidDirectory _jids;
    private readonly string? _accountId;

    public ChatDirectory(MsgstoreSchema schema, JidDirectory jids, string? accountId)
    {
        _jids = jids;
        _accountId = accountId;
        if (schema.HasModern)
        {
            ReadModern(schema);
        }

        if (schema.Has("chat_list", "key_remote_jid"))
        {
            ReadLegacy(schema);
        }
    }

    /// <summary>The chats that tables of chats name, once each, in the order of their rows.</summary>
    public IReadOnlyList<ChatEntry> All => _inOrder;

    /// <summary>The chat of a row; null where there is no such row, or no id behind it.</summary>
    public ChatEntry? Find(long row) => _byRow.GetValueOrDefault(row);

    /// <summary>The chat with an id; made where no table of chats names it.</summary>
    public ChatEntry Get(string id)
    {
        if (!_byId.TryGetValue(id, out ChatEntry? chat))
        {
            chat = new ChatEntry(id, Jid.KindOfChat(id, _accountId));
            _byId[id] = chat;
        }

        return chat;
    }

    /// <summary>The id of the chat of a row of table <c>chat</c> that has these jid rows; null where there is none.</summary>
    public string? IdOf(long jidRow, long accountJidRow)
    {
        string? id = _jids.Find(jidRow);
        if (id is not null && Jid.ServerOf(id) is "lid" or "hosted.lid" && _jids.Find(accountJidRow) is { } phone && Jid.ServerOf(phone) is "s.whatsapp.net")
        {
            return phone;
        }

        return id;
    }

    private void ReadModern(MsgstoreSchema schema)
    {
        string columns = schema.Columns("chat", "jid_row_id", "account_jid_row_id", "subject", "created_timestamp", "archived");
        using SqliteStatement statement = schema.Database.Prepare($"SELECT t._id, {columns} FROM chat t WHERE t._id > 0 ORDER BY t._id");
        while (statement.Step())
        {
            if (IdOf(statement.Integer(1), statement.Integer(2)) is { } id)
            {
                _byRow[statement.Integer(0)] = Add(id, statement.TextOrNull(3), statement.Integer(4), statement.Integer(5) > 0);
            }
        }
    }

    private void ReadLegacy(MsgstoreSchema schema)
    {
        string columns = schema.Columns("chat_list", "key_remote_jid", "subject", "creation", "archived");
        using SqliteStatement statement = schema.Database.Prepare($"SELECT {columns} FROM chat_list t ORDER BY t._id");
        while (statement.Step())
        {
            if (_jids.Find(statement.Text(0)) is { } id && id.Contains('@', StringComparison.Ordinal))
            {
                Add(id, statement.TextOrNull(1), statement.Integer(2), statement.Integer(3) > 0);
            }
        }
    }

    private ChatEntry Add(string id, string? subject, long created, bool archived)
    {
        ChatEntry chat = Get(id);
        if (_listed.Add(chat.Id))
        {
            _inOrder.Add(chat);
        }

        chat.Subject ??= string.IsNullOrEmpty(subject) ? null : subject;
        chat.CreatedMillis ??= created is > 0 and <= WhatsAppLimits.MaxTimeMillis ? created : null;
        chat.Archived |= archived;
        return chat;
    }
}
