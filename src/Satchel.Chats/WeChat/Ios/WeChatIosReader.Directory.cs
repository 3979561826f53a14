using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios;

/// <content>Who and which chats there are.</content>
internal sealed partial class WeChatIosReader
{
    // What most messages are, and what names nobody but its sender.
    private const string PlainTypes = "1, 3, 34, 42, 43, 44, 47, 48, 62";

    private HashSet<string>? _namedInMessages;
    private bool _sessionsRead;

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        ReadSessions();
        SortedSet<string> ids = new(_contacts.Known, StringComparer.Ordinal);
        ids.UnionWith(NamedInMessages(cancellationToken));
        ids.UnionWith(_tables.Keys.Select(ChatIdOf));
        if (Account.Id is { } account)
        {
            ids.Add(account);
        }

        foreach (string id in ids.Where(id => !WeChatIds.IsGroup(id) && !WeChatIds.IsUnknown(id)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IosContact? contact = _contacts.Find(id);
            yield return new Participant(id) { Name = id == Account.Id ? Account.Name ?? contact?.Name : contact?.Name, Alias = contact?.Remark };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        ReadSessions();
        foreach ((string hash, List<ChatTable> tables) in _tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string id = ChatIdOf(hash);
            if (WeChatIds.IsUnknown(id) && !tables.Exists(HasRows))
            {
                continue;   // the empty table of a chat that was deleted
            }

            ChatKind kind = IsGroup(hash, id) ? ChatKind.Group : WeChatIds.KindOf(id, Account.Id);
            IosContact? contact = _contacts.Find(id);
            yield return new Chat(id, kind)
            {
                Title = contact?.Title,
                Participants = kind == ChatKind.Group ? contact?.Members ?? [] : kind == ChatKind.Direct && !WeChatIds.IsUnknown(id) ? [id] : [],
            };
        }
    }

    private static bool HasRows(ChatTable table)
    {
        try
        {
            return table.Database.ReadInteger($"SELECT 1 FROM {table.Quoted} LIMIT 1") is not null;
        }
        catch (ChatFormatException)
        {
            return true;   // damaged, which is told when it is read
        }
    }

    // The list of conversations names those that no table of contacts does.
    private void ReadSessions()
    {
        if (_sessionsRead)
        {
            return;
        }

        _sessionsRead = true;
        foreach ((string userName, string file) in _contacts.SessionFiles)
        {
            if (file.Length > 0 && _contacts.Find(userName)?.Name is null && HasChat(WeChatIds.ChatHash(userName))
                && _files.ReadOfAccount(file, WeChatIosLimits.MaxSessionBytes) is { } session && SessionFile.ReadName(session) is { } name)
            {
                _contacts.AddName(userName, name);
            }
        }
    }

    // Members who left a group are known from what they said alone.
    private HashSet<string> NamedInMessages(CancellationToken cancellationToken)
    {
        if (_namedInMessages is not null)
        {
            return _namedInMessages;
        }

        HashSet<string> people = new(StringComparer.Ordinal);
        foreach (ChatTable table in _tables.Values.SelectMany(tables => tables))
        {
            bool hasTypes = table.Columns.Contains("Type") && table.Columns.Contains("Des");
            if (hasTypes && IsGroup(table.Hash, ChatIdOf(table.Hash)))
            {
                AddSenders(table, people, cancellationToken);
            }

            foreach (WeChatIosRow row in RowsOf(table, hasTypes ? $"WHERE Type IS NULL OR Type NOT IN ({PlainTypes})" : "", cancellationToken))
            {
                MessagePeople.AddTo(people, Compose(row));
            }
        }

        return _namedInMessages = people;
    }

    private void AddSenders(ChatTable table, HashSet<string> people, CancellationToken cancellationToken)
    {
        try
        {
            using SqliteStatement starts = table.Database.Prepare(
                $"SELECT DISTINCT substr(Message, 1, instr(substr(Message, 1, {WeChatLimits.MaxPrefixChars + 3}), char(10))) FROM {table.Quoted} WHERE Des != 0");
            while (starts.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (GroupPrefix.TrySplit(starts.Text(0), out string sender, out _))
                {
                    people.Add(sender);
                }
            }
        }
        catch (ChatFormatException)
        {
            _warnings.Add("not everybody who wrote to a group could be found out");
        }
    }
}
