using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// Works out which messages a set of changed rows touches: <see cref="Note"/> keeps row numbers and where messages stood; <see cref="Read"/> then reads the touched rows as
/// a whole pass would.
/// </summary>
internal sealed partial class AndroidChanges : IMessageChanges
{
    private const int MaxChanged = 200_000;

    private readonly AndroidReader _reader;
    private readonly AndroidSchema _schema;
    private readonly AndroidPeople _people;
    private readonly AndroidComposer _composer;
    private readonly string _databasePath;
    private readonly string? _indexPath;
    private readonly RowFields _fields;
    private readonly RowFields? _indexFields;
    private readonly Dictionary<string, int> _tables;
    private readonly Dictionary<string, bool> _knownPeople = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _conversations = new(StringComparer.Ordinal);

    // What was noted: rows of messages, with where they stood; and what tables of files name messages by.
    private readonly Dictionary<RowKey, MessagePlace?> _before = [];
    private readonly HashSet<RowKey> _touched = [];
    private readonly HashSet<long> _messageIds = [];
    private readonly HashSet<long> _serverIds = [];
    private readonly HashSet<long> _pictureRows = [];
    private readonly HashSet<string> _stickers = new(StringComparer.Ordinal);

    private bool _everything;
    private bool _directory;
    private bool _resolved;

    public AndroidChanges(
        AndroidReader reader, AndroidSchema schema, AndroidPeople people, AndroidComposer composer, IRowLookup previous, string databasePath, string? indexPath, SqliteDatabase? index)
    {
        _reader = reader;
        _schema = schema;
        _people = people;
        _composer = composer;
        _databasePath = databasePath;
        _indexPath = indexPath;
        _fields = new RowFields(schema.Database, previous, databasePath);
        _indexFields = index is null || indexPath is null ? null : new RowFields(index, previous, indexPath);
        _tables = AndroidTables.OfMessages.Select((table, i) => (table.Messages, i)).ToDictionary(pair => pair.Messages, pair => pair.i, StringComparer.OrdinalIgnoreCase);
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
    public bool DirectoryChanged => _directory || _everything;

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        if (change.Database == _databasePath)
        {
            NoteOfMessages(change);
        }
        else if (change.Database == _indexPath && _indexFields is not null && AndroidTables.OfFiles.TryGetValue(change.Table, out string? column))
        {
            NoteFile(change, _indexFields, column);
        }
    }

    private void NoteOfMessages(in RowChange change)
    {
        if (_tables.TryGetValue(change.Table, out int table))
        {
            NoteMessage(change, table);
        }
        else if (AndroidTables.OfFiles.TryGetValue(change.Table, out string? column))
        {
            NoteFile(change, _fields, column);
            if (change.Table.EndsWith("_img_info_table", StringComparison.OrdinalIgnoreCase) || change.Table.Equals("ImgInfo2", StringComparison.OrdinalIgnoreCase))
            {
                Keep(_serverIds, RowFields.Integer(_fields.Before(change, "msgSvrId")));
                Keep(_serverIds, RowFields.Integer(_fields.After(change, "msgSvrId")));
                Keep(_pictureRows, change.RowId);
            }
        }
        else
        {
            NoteOther(change);
        }
    }

    private void NoteOther(in RowChange change)
    {
        switch (change.Table.ToLowerInvariant())
        {
            case AndroidTables.Contacts:
                _directory |= IsNewOrGone(change) || _fields.Differs(change, "username") || _fields.Differs(change, "nickname") || _fields.Differs(change, "conRemark") || _fields.Differs(change, "type");
                break;
            case AndroidTables.Groups:
                _directory |= IsNewOrGone(change) || _fields.Differs(change, "memberlist") || _fields.Differs(change, "roomdata") || _fields.Differs(change, "displayname") || _fields.Differs(change, "chatroomname");
                break;
            case AndroidTables.Conversations:
                // A conversation's last words and counters change with every message.
                _directory |= IsNewOrGone(change) || _fields.Differs(change, "username");
                break;
            case AndroidTables.Owner:
                _everything |= change.RowId == AndroidReader.OwnName;
                _directory |= change.RowId is AndroidReader.OwnName or AndroidReader.OwnNickname;
                break;
            case "emojiinfo":
                if (_fields.Differs(change, "groupId"))
                {
                    NoteSticker(_fields.Text(_fields.Before(change, "md5")));
                    NoteSticker(_fields.Text(_fields.After(change, "md5")));
                }

                break;
        }
    }

    private void NoteMessage(in RowChange change, int table)
    {
        RowKey key = new(table, change.RowId);
        if (_everything)
        {
            return;
        }

        _touched.Add(key);
        _everything = _touched.Count > MaxChanged;
        AndroidRow? before = change.Before is null ? null : RowOf(key, change, isBefore: true);
        AndroidRow? after = change.After is null ? null : RowOf(key, change, isBefore: false);
        _before[key] = before is null ? null : _composer.PlaceOf(before);
        _directory |= ReachesDirectory(before) || ReachesDirectory(after);
    }

    // A chat that no conversation tells of is there because of its messages; somebody who is no contact because of theirs.
    private bool ReachesDirectory(AndroidRow? row)
    {
        if (row is null || _directory)
        {
            return _directory;
        }

        if (!IsConversation(row.Talker))
        {
            return true;
        }

        return !row.IsSend && WeChatIds.IsGroup(row.Talker) && row.Content is { } content && GroupPrefix.TrySplit(content, out string sender, out _) && !IsKnown(sender);
    }

    private bool IsKnown(string sender)
    {
        if (!_knownPeople.TryGetValue(sender, out bool known))
        {
            _knownPeople[sender] = known = _people.Knows(sender);
        }

        return known;
    }

    private bool IsConversation(string talker)
    {
        if (!_conversations.TryGetValue(talker, out bool known))
        {
            _conversations[talker] = known = AndroidReader.IsConversation(talker) && _people.HasConversation(talker);
        }

        return known;
    }

    private AndroidRow? RowOf(RowKey key, in RowChange change, bool isBefore)
    {
        string talker = _fields.Text(Field(change, "talker", isBefore));
        if (talker.Length == 0)
        {
            return null;
        }

        SqliteValue content = Field(change, "content", isBefore);
        return new AndroidRow
        {
            Key = key,
            MessageId = key.RowId,
            ServerId = RowFields.Integer(Field(change, "msgSvrId", isBefore)),
            Type = RowFields.Integer(Field(change, "type", isBefore)),
            Status = RowFields.Integer(Field(change, "status", isBefore)),
            IsSend = RowFields.Integer(Field(change, "isSend", isBefore)) == 1,
            Millis = RowFields.Integer(Field(change, "createTime", isBefore)),
            Talker = talker,
            Content = content.IsNull ? null : _fields.Text(content),
        };
    }

    private SqliteValue Field(in RowChange change, string column, bool isBefore) => isBefore ? _fields.Before(change, column) : _fields.After(change, column);

    private void NoteFile(in RowChange change, RowFields fields, string column)
    {
        Keep(_messageIds, RowFields.Integer(fields.Before(change, column)));
        Keep(_messageIds, RowFields.Integer(fields.After(change, column)));
    }

    private void NoteSticker(string md5)
    {
        if (md5.Length > 0 && !_everything)
        {
            _stickers.Add(md5);
            _everything |= _stickers.Count > MaxChanged;
        }
    }

    private void Keep(HashSet<long> numbers, long number)
    {
        if (number != 0 && !_everything)
        {
            numbers.Add(number);
            _everything = numbers.Count > MaxChanged;
        }
    }

    private static bool IsNewOrGone(in RowChange change) => change.Before is null || change.After is null;
}
