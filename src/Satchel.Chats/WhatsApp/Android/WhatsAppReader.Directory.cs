using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>Who and which chats there are.</content>
internal sealed partial class WhatsAppReader
{
    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string id in PeopleIds(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Jid.IsPerson(id) && seen.Add(id))
            {
                yield return new Participant(id)
                {
                    Name = _contacts.NameOf(id) ?? (id == Account.Id ? Account.Name : _increments.Names.GetValueOrDefault(id)),
                    Phone = _contacts.PhoneOf(id),
                };
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        Dictionary<string, List<string>> members = ReadMembers();
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ChatEntry chat in ChatsThatAreThere(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!seen.Add(chat.Id))
            {
                continue;
            }

            yield return new Chat(chat.Id, chat.Kind)
            {
                Title = chat.Subject ?? _contacts.NameOf(chat.Id) ?? _increments.Names.GetValueOrDefault(chat.Id) ?? (chat.Kind == ChatKind.Self ? Account.Name : null),
                Participants = members.TryGetValue(chat.Id, out List<string>? ids) ? ids : chat.Peer is { } peer ? [peer] : [],
                CreatedAt = chat.CreatedMillis is { } millis ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null,
                Archived = chat.Archived,
            };
        }
    }

    // Everybody of table jid: whoever a row of the history names stands there. The legacy table names people by their text.
    private IEnumerable<string> PeopleIds(CancellationToken cancellationToken)
    {
        if (Account.Id is { } account)
        {
            yield return account;
        }

        foreach (string id in _jids.All)
        {
            yield return id;
        }

        foreach (string raw in LegacyIds(cancellationToken))
        {
            if (_jids.Find(raw) is { } id)
            {
                yield return id;
            }
        }

        foreach (string id in _increments.Messages.PeopleIds)
        {
            yield return id;
        }
    }

    private IEnumerable<string> LegacyIds(CancellationToken cancellationToken)
    {
        string?[] queries =
        [
            _schema.HasLegacy ? "SELECT DISTINCT key_remote_jid FROM messages" : null,
            _schema.Has("messages", "remote_resource") ? "SELECT DISTINCT remote_resource FROM messages" : null,
            _schema.Has("messages_quotes", "remote_resource") ? "SELECT DISTINCT remote_resource FROM messages_quotes" : null,
            _schema.Has("messages", "mentioned_jids") ? "SELECT DISTINCT mentioned_jids FROM messages" : null,
            _schema.Has("group_participants", "jid") ? "SELECT DISTINCT jid FROM group_participants" : null,
        ];
        foreach (string? query in queries)
        {
            if (query is null)
            {
                continue;
            }

            using SqliteStatement statement = _database.Prepare(query);
            while (statement.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (string raw in statement.Text(0).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    yield return raw;
                }
            }
        }
    }

    private IEnumerable<ChatEntry> ChatsThatAreThere(CancellationToken cancellationToken)
    {
        foreach (ChatEntry chat in _chats.All)
        {
            yield return chat;
        }

        if (_schema.HasLegacy)
        {
            using SqliteStatement statement = _database.Prepare("SELECT DISTINCT key_remote_jid FROM messages");
            while (statement.Step())
            {
                if (_jids.Find(statement.Text(0)) is { } id && id.Contains('@', StringComparison.Ordinal))
                {
                    yield return _chats.Get(id);
                }
            }
        }

        using CallLog calls = new(_schema, _jids, _chats, _warnings, wantedOnly: false);
        while (calls.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return calls.Chat!;
        }

        foreach (Message message in _increments.Messages.All)
        {
            yield return _chats.Get(message.ChatId);
        }
    }

    private Dictionary<string, List<string>> ReadMembers()
    {
        Dictionary<string, List<string>> members = new(StringComparer.Ordinal);
        if (_schema.Has("group_participant_user", "group_jid_row_id") && _schema.Has("group_participant_user", "user_jid_row_id"))
        {
            using SqliteStatement statement = _database.Prepare("SELECT group_jid_row_id, user_jid_row_id FROM group_participant_user ORDER BY group_jid_row_id, rowid");
            while (statement.Step())
            {
                AddMember(members, _jids.Find(statement.Integer(0)), _jids.Find(statement.Integer(1)));
            }
        }

        if (_schema.Has("group_participants", "gjid") && _schema.Has("group_participants", "jid"))
        {
            using SqliteStatement statement = _database.Prepare("SELECT gjid, jid FROM group_participants ORDER BY gjid, rowid");
            while (statement.Step())
            {
                AddMember(members, _jids.Find(statement.Text(0)), statement.Text(1).Length == 0 ? Account.Id : _jids.Find(statement.Text(1)));
            }
        }

        return members;
    }

    private static void AddMember(Dictionary<string, List<string>> members, string? group, string? member)
    {
        if (group is null || member is null || !Jid.IsPerson(member))
        {
            return;
        }

        if (!members.TryGetValue(group, out List<string>? ids))
        {
            members[group] = ids = [];
        }

        if (ids.Count < WhatsAppLimits.MaxItemsOfMessage && !ids.Contains(member))
        {
            ids.Add(member);
        }
    }
}
