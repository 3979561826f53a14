using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>
/// Works out which messages a set of changed rows touches. A row of a chat's table is a message; the tables of contacts change names, and where they tell the name of a chat that had none, or
/// take one away, all its messages.
/// </summary>
internal sealed class WeChatIosChanges : IMessageChanges
{
    private readonly WeChatIosReader _reader;
    private readonly Dictionary<string, RowFields> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Database, string Table), Dictionary<long, MessagePlace?>> _touched = [];
    private readonly HashSet<string> _newTables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesAdded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _contactsAdded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesRemoved = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private int _count;
    private bool _everything;
    private bool _directory;
    private bool _resolved;

    public WeChatIosChanges(WeChatIosReader reader, IRowLookup previous)
    {
        _reader = reader;
        foreach ((string path, SqliteDatabase database) in reader.Databases)
        {
            _fields[path] = new RowFields(database, previous, path);
        }
    }

    /// <inheritdoc/>
    public bool EverythingChanged
    {
        get
        {
            Resolve();
            return _everything;
        }
    }

    /// <inheritdoc/>
    public bool DirectoryChanged
    {
        get
        {
            Resolve();
            return _directory || _everything;
        }
    }

    /// <inheritdoc/>
    public bool FollowsTable(string database, string table)
    {
        if (ChatTable.HashOf(table) is { } hash && _reader.HoldsMessages(database))
        {
            _newTables.Add(hash);
            _directory = true;
            return true;
        }

        return !IsOfContacts(table);   // no other is read
    }

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        if (_everything || !_fields.TryGetValue(change.Database, out RowFields? fields))
        {
            return;
        }

        if (ChatTable.HashOf(change.Table) is { } hash)
        {
            if (_reader.HoldsMessages(change.Database))
            {
                NoteMessage(change, hash, fields);
            }
        }
        else if (IsOfContacts(change.Table))
        {
            NoteContact(change, fields);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        Resolve();
        if (_everything)
        {
            throw new InvalidOperationException("Everything changed: read all messages and compare them.");
        }

        // Removals first: the app moves messages from one database to another.
        foreach (((string database, string name), Dictionary<long, MessagePlace?> rows) in _touched)
        {
            HashSet<long> live = _reader.FindTable(database, name) is { } table ? Fill(table, rows.Keys) : [];
            foreach (long row in rows.Keys.Where(row => !live.Contains(row)))
            {
                if (rows[row] is { } place)
                {
                    yield return new MessageChange(place, null);
                }
            }
        }

        foreach (((string database, string name), Dictionary<long, MessagePlace?> rows) in _touched)
        {
            if (_reader.FindTable(database, name) is not { } table)
            {
                continue;
            }

            _ = Fill(table, rows.Keys);
            foreach (WeChatIosRow row in _reader.RowsOf(table, "WHERE rowid IN (SELECT id FROM temp.wanted)", cancellationToken))
            {
                yield return new MessageChange(rows.GetValueOrDefault(row.RowId), _reader.Compose(row));
            }
        }
    }

    private static bool IsOfContacts(string table) =>
        table.ToUpperInvariant() is "FRIEND" or "OPENIMCONTACT" or "FRIEND_EXT" or "SESSIONABSTRACT";

    private static HashSet<long> Fill(ChatTable table, IEnumerable<long> rows)
    {
        SqliteDatabase database = table.Database;
        database.Refill("wanted", rows);
        HashSet<long> live = [];
        using SqliteStatement there = database.Prepare($"SELECT rowid FROM {table.Quoted} WHERE rowid IN (SELECT id FROM temp.wanted)");
        while (there.Step())
        {
            live.Add(there.Integer(0));
        }

        return live;
    }

    private void NoteMessage(in RowChange change, string hash, RowFields fields)
    {
        if (!_touched.TryGetValue((change.Database, change.Table), out Dictionary<long, MessagePlace?>? rows))
        {
            _touched[(change.Database, change.Table)] = rows = [];
        }

        rows[change.RowId] = change.Before is null ? null : PlaceBefore(change, hash, fields);
        _everything = ++_count > WeChatIosLimits.MaxChangedMessages;
        _directory |= change.Before is null && _reader.FindName(hash) is null;
        if (change.After is not null && RowFields.Integer(fields.After(change, "Des")) != 0
            && GroupPrefix.TrySplit(fields.Text(fields.After(change, "Message")), out string sender, out _))
        {
            _named.Add(sender);
        }
    }

    private void NoteContact(in RowChange change, RowFields fields)
    {
        IosContact? before = Contact(change, isNow: false, fields);
        IosContact? now = Contact(change, isNow: true, fields);
        HashSet<string> namedBefore = NamesOf(before);
        HashSet<string> namedNow = NamesOf(now);
        if (!namedNow.SetEquals(namedBefore))
        {
            _directory = true;
            _namesAdded.UnionWith(namedNow.Except(namedBefore));
            _namesRemoved.UnionWith(namedBefore.Except(namedNow));
            bool isContact = !string.Equals(change.Table, ContactDirectory.Sessions, StringComparison.OrdinalIgnoreCase);
            if (isContact && now is not null && !namedBefore.Contains(now.UserName))
            {
                _contactsAdded.Add(now.UserName);
            }
        }

        _directory |= before?.Name != now?.Name || before?.Remark != now?.Remark;
    }

    private static HashSet<string> NamesOf(IosContact? contact) => contact is null ? [] : new HashSet<string>([contact.UserName, .. contact.Members], StringComparer.Ordinal);

    private static IosContact? Contact(in RowChange change, bool isNow, RowFields fields)
    {
        if ((isNow ? change.After : change.Before) is null)
        {
            return null;
        }

        SqliteValue remark = Field(change, "dbContactRemark");
        SqliteValue rooms = Field(change, "dbContactChatRoom");
        string userName = fields.Text(Field(change, "userName"));
        userName = userName.Length > 0 ? userName : fields.Text(Field(change, "UsrName"));
        if (userName.Length == 0)
        {
            return null;
        }

        if (!remark.IsNull)
        {
            return ContactBlobs.Read(userName, remark.Bytes, rooms.Bytes);
        }

        return new IosContact(userName)
        {
            Name = fields.Text(Field(change, "NickName")),
            Remark = fields.Text(Field(change, "ConRemark")),
            Members = ContactBlobs.SplitMembers(fields.Text(Field(change, "ConChatRoomMem"))),
        };

        SqliteValue Field(in RowChange of, string column) => isNow ? fields.After(of, column) : fields.Before(of, column);
    }

    // A notice stands under the id of the message that it recalls.
    private MessagePlace PlaceBefore(in RowChange change, string hash, RowFields fields)
    {
        string chatId = _reader.ChatIdOf(hash);
        long serverId = RowFields.Integer(fields.Before(change, "MesSvrID"));
        long millis = WeChatIosPass.Millis(RowFields.Integer(fields.Before(change, "CreateTime")));
        if (RowFields.Integer(fields.Before(change, "Type")) is WeChatTypes.Notice or WeChatTypes.SystemXml)
        {
            WeChatRow notice = new()
            {
                ChatId = chatId,
                IsGroup = _reader.IsGroup(hash, chatId),
                SentAtMillis = millis,
                Type = (int)RowFields.Integer(fields.Before(change, "Type")),
                Outgoing = RowFields.Integer(fields.Before(change, "Des")) == 0,
                Content = fields.Text(fields.Before(change, "Message")),
            };
            serverId = PayloadReader.Read(notice).RecalledServerId is not 0 and var recalled ? recalled : serverId;
        }

        return new MessagePlace(millis, chatId, serverId == 0 ? null : serverId.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    // What the names that came and went mean for chats; once.
    private void Resolve()
    {
        if (_resolved)
        {
            return;
        }

        _resolved = true;
        _directory |= _named.Any(id => !_reader.Contacts.Known.Contains(id));
        foreach (string name in _namesAdded.Except(_namesRemoved))
        {
            if (_reader.Contacts.Find(name) is not null && !_contactsAdded.Contains(name))
            {
                continue;   // known before by the contacts, and now named elsewhere too
            }

            string hash = WeChatIds.ChatHash(name);
            _everything |= _reader.HasChat(hash) && !_newTables.Contains(hash);
        }

        foreach (string name in _namesRemoved.Except(_namesAdded))
        {
            string hash = WeChatIds.ChatHash(name);
            _everything |= _reader.HasChat(hash) && _reader.FindName(hash) is null;
        }
    }
}
