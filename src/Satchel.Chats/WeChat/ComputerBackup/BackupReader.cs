using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Reads the messages of a backup: the database says where each chat's segments lie, the containers hold them; see docs/formats/wechat-computer-backup.md.</summary>
internal sealed class BackupReader : IChatReader
{
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";
    private const string SegmentColumns = "rowid, COALESCE(UsrName, ''), talkerId, OffSet, Length, COALESCE(FilePath, '')";

    private readonly SqliteDatabase _database;
    private readonly BackupSchema _schema;
    private readonly BackupFiles _files;
    private readonly BackupKey? _key;
    private readonly BackupMedia? _media;
    private readonly Dictionary<long, string> _names = [];
    private readonly ReaderWarnings _warnings = new();
    private readonly ReaderWarnings _openWarnings = new();
    private HashSet<string>? _senders;

    /// <summary>Opens a reader.</summary>
    /// <param name="root">The backup's folder.</param>
    /// <param name="opened">Its database.</param>
    /// <param name="options">What the person said, and the keys.</param>
    public BackupReader(string root, OpenedDatabase opened, ReaderOptions options)
    {
        _files = new BackupFiles(root);
        _database = opened.File.OpenDatabase();
        try
        {
            _database.Execute(Pragmas);
            _schema = new BackupSchema(_database);
            if (!_schema.Has("MsgSegments"))
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, BackupNames.Database, "has not the table MsgSegments of a WeChat backup");
            }

            ReadNames();
            string? owner = BackupConfig.OwnerOf(_database, _schema) ?? options.AccountId;
            (int count, List<byte[]> samples) = Samples();
            _key = count == 0 ? null : BackupKey.Find(options.Keys, samples)
                ?? throw new ChatFormatException(ChatFormatProblem.WrongKey, "BAK_0_TEXT", "does not open with the strings of 32 characters that were given");
            _media = _key is null ? null : new BackupMedia(_database, _schema, _files, _key, _warnings);
            Account = new Account("wechat", "desktop-backup", owner ?? FindOwner(), null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Account Account { get; private set; } = new("wechat", "desktop-backup", null, null);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => [.. _openWarnings.Lines, .. _warnings.Lines];

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        Dictionary<string, string?> known = new(StringComparer.Ordinal);
        foreach (Chat chat in ReadChats(cancellationToken))
        {
            if (chat.Kind != ChatKind.Group)
            {
                known[chat.Id] = NameOfSession(chat.Id);
            }
        }

        if (_senders is null)
        {
            foreach (Message _ in ReadMessages(cancellationToken))
            {
                // Who sent what is told by the messages alone.
            }
        }

        foreach (string id in _senders ?? [])
        {
            known.TryAdd(id, null);
        }

        if (Account.Id is string owner)
        {
            known.TryAdd(owner, Account.Name);
        }

        return known.Select(p => new Participant(p.Key) { Name = p.Value });
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        foreach (BackupSegment segment in Segments())
        {
            cancellationToken.ThrowIfCancellationRequested();
            ids.Add(segment.ChatId);
        }

        foreach (string id in ids)
        {
            ChatKind kind = WeChatIds.KindOf(id, Account.Id);
            yield return new Chat(id, kind)
            {
                Title = kind == ChatKind.Group ? NameOfSession(id) : null,
                Participants = kind switch
                {
                    ChatKind.Group => [],
                    _ when Account.Id is string owner && owner != id => [owner, id],
                    _ => [id],
                },
            };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        HashSet<string> senders = new(StringComparer.Ordinal);
        foreach (Message message in Read(Segments(), cancellationToken))
        {
            if (message.SenderId is string sender)
            {
                senders.Add(sender);
            }

            yield return message;
        }

        _senders = senders;
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new BackupChanges(this, new RowFields(_database, previous, BackupNames.Database));

    /// <inheritdoc/>
    public void Dispose()
    {
        _media?.Dispose();
        _key?.Dispose();
        _files.Dispose();
        _database.Dispose();
    }

    /// <summary>Reads the messages of segments by their rows.</summary>
    internal IEnumerable<Message> ReadSegments(IReadOnlyCollection<long> rows, CancellationToken cancellationToken)
    {
        _senders = null;
        return Read(Segments().Where(segment => rows.Contains(segment.Row)), cancellationToken);
    }

    private IEnumerable<Message> Read(IEnumerable<BackupSegment> segments, CancellationToken cancellationToken)
    {
        if (_key is null)
        {
            yield break;
        }

        BackupRepeats repeats = new();
        foreach (BackupSegment segment in segments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (BackupItem item in ItemsOf(segment))
            {
                WeChatRow row = RowOf(segment.ChatId, item);
                row = row.ServerId == 0 ? row with { Repeat = repeats.Next(row) } : row;
                yield return WeChatComposer.Compose(row, PayloadReader.Read(row), _media!.Find(item));
            }
        }
    }

    private List<BackupItem> ItemsOf(BackupSegment segment)
    {
        string where = $"{segment.File}, bytes {segment.Offset} to {segment.Offset + segment.LengthBytes}";
        if (_files.Read(segment.File, segment.Offset, segment.LengthBytes) is not byte[] encrypted)
        {
            _warnings.Add($"{where}: not all of these messages is there");
            return [];
        }

        if (_key!.Decrypt(encrypted) is not byte[] list)
        {
            _warnings.Add($"{where}: these messages do not decrypt");
            return [];
        }

        List<BackupItem> items = [];
        ProtobufCursor fields = new(list);
        while (fields.TryReadField())
        {
            if (fields is not { Field: 2, IsNumber: false })
            {
                continue;
            }

            if (BackupItem.Read(fields.Bytes) is BackupItem item)
            {
                items.Add(item);
            }
            else
            {
                _warnings.Add($"{where}: a message is damaged and is left out");
            }
        }

        if (!fields.AtEnd)
        {
            _warnings.Add($"{where}: the messages behind byte {fields.Offset} are damaged and are left out");
        }

        return items;
    }

    private WeChatRow RowOf(string chatId, BackupItem item)
    {
        // The side that is not the chat is the owner; in notes to oneself both are.
        bool outgoing = item.From != chatId || item.From == item.To;
        bool isNotice = WeChatTypes.BaseOf(item.Type) is 10000 or 10002;
        return new WeChatRow
        {
            ChatId = chatId,
            IsGroup = WeChatIds.IsGroup(chatId),
            OwnerId = Account.Id ?? (outgoing ? item.From : null),
            ServerId = item.ServerId,
            SentAtMillis = item.SentAtMillis,
            Type = item.Type,
            StoreType = item.Type,
            Outgoing = isNotice ? null : outgoing,
            Content = item.Content,
            Source = item.Source,
            Status = StatusOf(item.Status, outgoing),
        };
    }

    private static MessageStatus? StatusOf(int status, bool outgoing) => !outgoing ? MessageStatus.Received : status switch
    {
        1 => MessageStatus.Pending,
        5 => MessageStatus.Failed,
        _ => MessageStatus.Sent,
    };

    private IEnumerable<BackupSegment> Segments()
    {
        using SqliteStatement rows = _database.Prepare($"SELECT {SegmentColumns} FROM MsgSegments ORDER BY StartTime, rowid");
        while (rows.Step())
        {
            string chat = rows.Text(1);
            chat = chat.Length > 0 ? chat : _names.GetValueOrDefault(rows.Integer(2), "");
            BackupSegment segment = new(rows.Integer(0), chat, rows.Text(5), rows.Integer(3), rows.Integer(4));
            if (chat.Length > 0)
            {
                yield return segment;
            }
            else
            {
                _warnings.Add("a part of the messages names no chat and is left out");
            }
        }
    }

    private (int Count, List<byte[]> Samples) Samples()
    {
        int count = 0;
        List<byte[]> samples = [];
        foreach (BackupSegment segment in Segments())
        {
            count++;
            if (_files.Read(segment.File, segment.Offset, segment.LengthBytes) is byte[] bytes)
            {
                samples.Add(bytes);
            }

            if (samples.Count == BackupLimits.SegmentsToTry)
            {
                break;
            }
        }

        return (count, samples);
    }

    private void ReadNames()
    {
        if (!_schema.Has("Name2ID"))
        {
            return;
        }

        using SqliteStatement names = _database.Prepare("SELECT rowid, UsrName FROM Name2ID");
        while (names.Step())
        {
            _names[names.Integer(0)] = names.Text(1);
        }
    }

    private string? NameOfSession(string id)
    {
        if (!_schema.Has("Session"))
        {
            return null;
        }

        using SqliteStatement session = _database.Prepare("SELECT NickName FROM Session WHERE talker = ?1 AND NickName <> ''");
        session.Bind(1, id);
        return session.Step() ? session.TextOrNull(0) : null;
    }

    // What was sent tells who sent it.
    private string? FindOwner()
    {
        foreach (BackupSegment segment in Segments().Take(BackupLimits.SegmentsToTry))
        {
            BackupItem? sent = _key is null ? null : ItemsOf(segment).Find(item => item.From != segment.ChatId && item.To == segment.ChatId);
            if (sent is not null)
            {
                return sent.From;
            }
        }

        return null;
    }
}
