using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android;

/// <content>Who and which chats there are.</content>
internal sealed partial class AndroidReader
{
    // Who sent anything, known once all messages were read.
    private HashSet<string>? _senders;

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (Account.Id is { } owner)
        {
            seen.Add(owner);
            yield return new Participant(owner) { Name = Account.Name ?? _people.NamesOf(owner).Name };
        }

        foreach (Participant contact in _people.ReadContacts(cancellationToken))
        {
            if (seen.Add(contact.Id))
            {
                yield return contact;
            }
        }

        foreach (string group in _people.ReadGroups())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (RoomMember member in _people.MembersOf(group))
            {
                if (seen.Add(member.UserName))
                {
                    yield return new Participant(member.UserName) { Name = member.DisplayName };
                }
            }
        }

        foreach (string id in ChatIds().Where(id => !WeChatIds.IsGroup(id)).Concat(_senders ?? FindSenders(cancellationToken)))
        {
            if (seen.Add(id))
            {
                (string? name, string? remark) = _people.NamesOf(id);
                yield return new Participant(id) { Name = name, Alias = remark };
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        foreach (string id in ChatIds())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChatKind kind = WeChatIds.KindOf(id, Account.Id);
            yield return new Chat(id, kind)
            {
                Title = _people.TitleOf(id) ?? (kind == ChatKind.Self ? Account.Name : null),
                Participants = kind == ChatKind.Group ? [.. _people.MembersOf(id).Select(member => member.UserName)] : [id],
            };
        }
    }

    /// <summary>Whether the list of conversations tells of a chat; one that it does not tell of is there as long as it has messages.</summary>
    internal static bool IsConversation(string id) => id.Length > 0 && id[0] != '@' && WeChatIds.KindOf(id) is not ChatKind.System;

    // The conversations, then those that have messages and are no conversation (any more).
    private IEnumerable<string> ChatIds()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (_schema.Has(AndroidTables.Conversations, "username"))
        {
            using SqliteStatement rows = _database.Prepare("SELECT username FROM rconversation");
            while (AndroidPeople.Step(rows, _openWarnings))
            {
                if (rows.Text(0) is { } id && IsConversation(id) && seen.Add(id))
                {
                    yield return id;
                }
            }
        }

        foreach ((string table, _) in AndroidTables.OfMessages)
        {
            if (!_schema.Has(table, "talker"))
            {
                continue;
            }

            using SqliteStatement rows = _database.Prepare(TalkersOf(table));
            while (AndroidPeople.Step(rows, _openWarnings))
            {
                if (rows.Text(0) is { Length: > 0 } id && seen.Add(id))
                {
                    yield return id;
                }
            }
        }
    }

    // From one to the next through the index, which has as many entries as there are messages.
    private string TalkersOf(string table) => _schema.IsIndexed(table, "talker")
        ? $"""
           WITH RECURSIVE talkers (name) AS (
             SELECT min(talker) FROM {table}
             UNION ALL SELECT (SELECT min(talker) FROM {table} WHERE talker > name) FROM talkers WHERE name IS NOT NULL)
           SELECT name FROM talkers WHERE name IS NOT NULL
           """
        : $"SELECT DISTINCT talker FROM {table}";

    // Senders in groups stand before what they said; nearly all of them are contacts, because the app keeps the members of its groups.
    private HashSet<string> FindSenders(CancellationToken cancellationToken)
    {
        HashSet<string> senders = new(StringComparer.Ordinal);
        foreach ((string table, _) in AndroidTables.OfMessages)
        {
            if (!_schema.Has(table, "talker") || !_schema.Has(table, "content"))
            {
                continue;
            }

            using SqliteStatement rows = _database.Prepare(
                $"""
                 SELECT DISTINCT substr(content, 1, instr(content, ':') + 2) FROM {table}
                 WHERE talker LIKE '%chatroom' AND {_schema.Column(table, "isSend", table)} IS NOT 1 AND instr(content, ':') BETWEEN 2 AND {WeChatLimits.MaxPrefixChars + 1}
                 """);
            while (AndroidPeople.Step(rows, _openWarnings) && senders.Count < WeChatLimits.MaxMembers)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (GroupPrefix.TrySplit(Encoding.UTF8.GetString(rows.Utf8(0)), out string sender, out _))
                {
                    senders.Add(sender);
                }
            }
        }

        return senders;
    }
}
