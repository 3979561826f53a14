using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>The rows of table <c>chat</c> by the ids they stand for: those that are there are used, others made.</summary>
internal sealed class TargetChats : IDisposable
{
    private readonly TargetStore _store;
    private readonly TargetJids _jids;
    private readonly string? _accountId;
    private readonly Dictionary<string, TargetChat> _byId = new(StringComparer.Ordinal);
    private readonly RowInsert _insert;
    private readonly RowInsert _member;

    public TargetChats(TargetStore store, TargetJids jids, string? accountId)
    {
        _store = store;
        _jids = jids;
        _accountId = accountId;
        if (!store.IsNew)
        {
            ReadRows();
        }

        // As the converters that people restored from write them: row 1 is the sentinel, which stands for none.
        _insert = new RowInsert(store, "chat", ["_id", "jid_row_id", "subject", "created_timestamp", "archived"],
            ("hidden", "0"), ("mod_tag", "0"), ("spam_detection", "1"), ("plaintext_disabled", "1"), ("vcard_ui_dismissed", "0"), ("change_number_notified_message_row_id", "1"),
            ("last_important_message_row_id", "1"), ("show_group_description", "0"), ("ephemeral_expiration", "0"), ("unseen_earliest_message_received_time", "0"),
            ("unseen_message_count", "0"), ("unseen_missed_calls_count", "0"), ("unseen_row_count", "0"), ("unseen_message_reaction_count", "0"), ("sort_timestamp", "0"));
        _member = new RowInsert(store, "group_participant_user", ["_id", "group_jid_row_id", "user_jid_row_id"], ("rank", "0"), ("pending", "0"));
    }

    /// <summary>Every chat that is known.</summary>
    public IEnumerable<TargetChat> All => _byId.Values;

    /// <summary>Puts a chat in, where it is not there. One that is there stays as the target phone has it, its members too.</summary>
    public void Add(Chat chat)
    {
        string id = _jids.Resolve(chat.Id);
        if (_byId.ContainsKey(id))
        {
            return;
        }

        bool isNamed = Jid.KindOfChat(id, _accountId) is not (ChatKind.Direct or ChatKind.Self or ChatKind.System);
        TargetChat made = Make(id, isNamed ? chat.Title : null, chat.CreatedAt?.ToUnixTimeMilliseconds(), chat.Archived);
        if (!made.IsGroup)
        {
            return;
        }

        long group = _jids.Row(id);
        HashSet<long> members = [];
        foreach (string participant in chat.Participants)
        {
            long member = _jids.Row(participant);
            if (Jid.IsPerson(participant) && members.Add(member))
            {
                _member.Add(_store.NextRow("group_participant_user")).Add(group).Add(member).Insert();
            }
        }
    }

    /// <summary>The chat of a message; made where nobody named it before.</summary>
    public TargetChat Get(string chatId)
    {
        if (_byId.TryGetValue(chatId, out TargetChat? chat))
        {
            return chat;
        }

        string id = _jids.Resolve(chatId);
        if (!_byId.TryGetValue(id, out chat))
        {
            chat = Make(id, null, null, archived: false);
        }

        _byId[chatId] = chat;
        return chat;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _member.Dispose();
    }

    private TargetChat Make(string id, string? subject, long? createdMillis, bool archived)
    {
        TargetChat chat = new(id, Jid.KindOfChat(id, _accountId), _store.NextRow("chat"), isNew: true);
        _insert.Add(chat.Row).Add(_jids.Row(id)).Add(subject).Add(createdMillis ?? 0).Add(archived).Insert();
        _byId[id] = chat;
        return chat;
    }

    private void ReadRows()
    {
        MsgstoreSchema schema = new(_store.Database);
        ChatDirectory directory = new(schema, _jids.Existing, _accountId);
        string account = _store.Has("chat", "account_jid_row_id") ? "account_jid_row_id" : "NULL";
        using (SqliteStatement statement = _store.Database.Prepare($"SELECT _id, jid_row_id, {account} FROM chat WHERE _id > 0 ORDER BY _id"))
        {
            while (statement.Step())
            {
                if (directory.IdOf(statement.Integer(1), statement.Integer(2)) is not { } id)
                {
                    continue;
                }

                if (_byId.TryGetValue(id, out TargetChat? other))
                {
                    other.OtherRows.Add(statement.Integer(0));
                }
                else
                {
                    _byId[id] = new TargetChat(id, Jid.KindOfChat(id, _accountId), statement.Integer(0), isNew: false);
                }
            }
        }

        Dictionary<long, TargetChat> byRow = _byId.Values.ToDictionary(chat => chat.Row);
        using SqliteStatement newest = _store.Database.Prepare("SELECT chat_row_id, max(timestamp) FROM message WHERE chat_row_id > 0 GROUP BY chat_row_id");
        while (newest.Step())
        {
            if (byRow.TryGetValue(newest.Integer(0), out TargetChat? chat) && !newest.IsNull(1))
            {
                chat.NewestMillis = newest.Integer(1);
            }
        }
    }
}
