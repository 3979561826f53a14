using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>
/// Makes up messages: bursts in chats of very different sizes, most of it text, the rest media, stickers, places, events and
/// calls; replies, reactions, receipts, edits and forwards among them; and at fixed distances one of the rare kinds.
/// </summary>
internal sealed partial class SampleMessages
{
    private const int CommitEvery = 50_000;
    private const int RarestEvery = 400;
    private const double MeanBurst = 7;

    private readonly SqliteDatabase _database;
    private readonly SamplePeople _people;
    private readonly SampleMedia _media;
    private readonly SampleRows _rows;
    private readonly SampleText _text;
    private readonly SampleRandom _random;
    private readonly SampleZipf _chatSizes;
    private readonly int[] _chatsBySize;
    private readonly (double Share, Action<SampleMessage> Write)[] _ordinary;
    private readonly (Func<SampleChat, bool> Where, Action<SampleMessage> Write)[] _rare;
    private readonly Queue<(SampleChat Chat, Action<SampleMessage> Write)> _following = [];
    private readonly Dictionary<long, SampleMessage> _lastText = [];
    private readonly Dictionary<long, SampleMessage> _last = [];
    private readonly Dictionary<SampleMediaKind, double> _filePer = [];

    public SampleMessages(SqliteDatabase database, SamplePeople people, SampleMedia media, SampleRows rows, SampleText text, SampleRandom random)
    {
        _database = database;
        _people = people;
        _media = media;
        _rows = rows;
        _text = text;
        _random = random;
        _chatSizes = new SampleZipf(people.Chats.Count, 0.95);
        _chatsBySize = Shuffled(people.Chats.Count);
        _ordinary =
        [
            .. SampleMediaKind.All.Select(kind => (kind.MessageShare, (Action<SampleMessage>)(message => WriteMedia(message, kind)))),
            (0.001, WriteContact), (0.002, WriteLocation), (0.012, WriteEvent), (0.004, WriteRevoked), (0.004, WriteCall),
        ];
        _rare = RareKinds();
        _pollOption = database.ReadInteger("SELECT max(_id) FROM message_poll_option") ?? 0;
        _call = database.ReadInteger("SELECT max(_id) FROM call_log") ?? 0;
    }

    /// <summary>Writes messages with consecutive rows, spread over a time.</summary>
    public void Write(long firstId, int count, long from, long to, CancellationToken cancellationToken)
    {
        foreach (SampleMediaKind kind in SampleMediaKind.All)
        {
            double files = _media.Left(kind, sent: true) + _media.Left(kind, sent: false);
            _filePer[kind] = Math.Min(1, files / Math.Max(1, count * kind.MessageShare * 0.95));
        }

        int rareEvery = Math.Clamp(count / (_rare.Length * 3), 4, RarestEvery);
        double step = (to - from) / (double)Math.Max(1, count);
        SampleChat chat = _people.Chats[0];
        int burst = 0;
        _database.Execute("BEGIN");
        for (int i = 0; i < count; i++)
        {
            if (i % CommitEvery == CommitEvery - 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _database.Execute("COMMIT");
                _database.Execute("BEGIN");
            }

            if (burst-- <= 0)
            {
                chat = _people.Chats[_chatsBySize[_chatSizes.Next(_random)]];
                burst = (int)_random.NextExponential(MeanBurst);
            }

            long at = (long)(from + (step * (i + _random.NextDouble())));
            if (_following.TryDequeue(out (SampleChat Chat, Action<SampleMessage> Write) next))
            {
                Finish(NewMessage(firstId + i, next.Chat, at), next.Write);
            }
            else if (i % rareEvery == rareEvery / 2)
            {
                (Func<SampleChat, bool> where, Action<SampleMessage> write) = _rare[i / rareEvery % _rare.Length];
                Finish(NewMessage(firstId + i, ChatWhere(where), at), write);
            }
            else
            {
                Finish(NewMessage(firstId + i, chat, at), ChooseKind());
            }
        }

        UpdateChats();
        _database.Execute("COMMIT");
    }

    private Action<SampleMessage> ChooseKind()
    {
        double at = _random.NextDouble();
        foreach ((double share, Action<SampleMessage> write) in _ordinary)
        {
            at -= share;
            if (at < 0)
            {
                return write;
            }
        }

        return WriteText;
    }

    private SampleChat ChatWhere(Func<SampleChat, bool> where)
    {
        int start = _random.Next(_people.Chats.Count);
        for (int i = 0; i < _people.Chats.Count; i++)
        {
            SampleChat chat = _people.Chats[(start + i) % _people.Chats.Count];
            if (where(chat))
            {
                return chat;
            }
        }

        return _people.Chats[start];   // a phone of few chats: then there, too
    }

    private SampleMessage NewMessage(long id, SampleChat chat, long at)
    {
        double fate = _random.NextDouble();
        bool fromMe = chat.Kind switch
        {
            _ when chat.JidRowId == SamplePeople.OwnerRow => true,
            SampleChatKind.BroadcastList => true,
            SampleChatKind.Channel => false,
            _ => fate < 0.42,
        };
        return new SampleMessage
        {
            Id = id,
            Chat = chat,
            FromMe = fromMe,
            KeyId = NewKeyId(),
            Sender = fromMe || chat.Kind is SampleChatKind.Direct or SampleChatKind.Channel ? 0 : chat.Members[_random.Next(chat.Members.Length)],
            SentAt = at,
            Fate = fate,
            RecipientCount = chat.Kind == SampleChatKind.BroadcastList ? chat.Members.Length : 0,
        };
    }

    // Android's, the desktop's and the iPhone's form.
    private string NewKeyId() => _random.NextDouble() switch
    {
        < 0.5 => _random.NextHex(32),
        < 0.8 => "3EB0" + _random.NextHex(18),
        _ => "3A" + _random.NextHex(18),
    };

    private void Finish(SampleMessage message, Action<SampleMessage> write)
    {
        write(message);
        double fate = message.Fate;
        bool isEvent = message.Type is 7 or 10 or 11 or 36 or 90;
        if (fate > 0.93 && message.Type is 0 or 1 && _lastText.TryGetValue(message.Chat.RowId, out SampleMessage? quoted))
        {
            AddQuote(message, quoted);
        }

        if (fate is > 0.6 and < 0.625 && !isEvent)
        {
            _rows.AddReaction(message.Chat.RowId, !message.FromMe, _random.NextHex(32), ReactingTo(message), message.Id, message.SentAt + 30_000, _text.NextEmoji());
            message.AddOnFlags = 1;
        }

        if (fate < 0.004 && message.Type == 0)
        {
            _rows.AddEdit(message.Id, message.KeyId, message.SentAt + 50_000);
        }

        if (fate is > 0.7 and < 0.72 && message.Type is < 10 and not 7)
        {
            message.OriginationFlags |= 1;
            _rows.Into("message_forwarded", "message_row_id,forward_score,forward_origin").Add(message.Id).Add(1 + _random.Next(4)).Add(0).Insert();
        }

        if (message.FromMe && !isEvent)
        {
            foreach (long member in message.Chat.Members.AsSpan(0, Math.Min(3, message.Chat.Members.Length)))
            {
                _rows.AddReceipt(message.Id, member, message.SentAt + 1_200, message.SentAt + 40_000 + _random.Next(200_000));
            }
        }

        _rows.Add(message);
        _last[message.Chat.RowId] = message;
        if (message.Type == 0 && message.Text is not null)
        {
            _lastText[message.Chat.RowId] = message;
        }
    }

    private static long ReactingTo(SampleMessage message) => message.FromMe && message.Chat.Kind != SampleChatKind.Direct ? message.Chat.Members[0] : 0;

    private void AddQuote(SampleMessage message, SampleMessage quoted)
    {
        _rows.Into("message_quoted", "message_row_id,chat_row_id,parent_message_chat_row_id,from_me,sender_jid_row_id,key_id,timestamp,message_type,origin,text_data,lookup_tables,quoted_source,quoted_type")
            .Add(message.Id).Add(message.Chat.RowId).Add(quoted.Chat.RowId).Add(quoted.FromMe ? 1 : 0).Add(quoted.Sender).Add(quoted.KeyId)
            .Add(quoted.SentAt).Add(quoted.Type).Add(quoted.Origin).Add(quoted.Text).Add(0).Add(0).Add(0).Insert();
        message.Lookup |= 16;
    }

    private void WriteText(SampleMessage message)
    {
        message.Text = _text.Next(message.Chat.Language);
        int address = message.Text.IndexOf("https://", StringComparison.Ordinal);
        if (address >= 0)
        {
            AddPreview(message, message.Text[address..]);
        }
    }

    private void AddPreview(SampleMessage message, string url)
    {
        _rows.Into("message_text", "message_row_id,description,page_title,url,font_style,text_color,background_color,preview_type")
            .Add(message.Id).Add(_text.NextWords(12)).Add(_text.NextWords(6)).Add(url).Add(0).Add(0).Add(0).Add(0).Insert();
        message.Lookup |= 4;
    }

    private void UpdateChats()
    {
        using SqliteStatement update = _database.Prepare(
            "UPDATE chat SET display_message_row_id=?1, last_message_row_id=?1, last_read_message_row_id=?1, display_message_sort_id=?1, last_message_sort_id=?1, last_read_message_sort_id=?1, sort_timestamp=?2 WHERE _id=?3");
        foreach ((long chat, SampleMessage message) in _last.OrderBy(pair => pair.Key))
        {
            update.Bind(1, message.Id);
            update.Bind(2, message.SentAt);
            update.Bind(3, chat);
            update.Step();
            update.Reset();
        }
    }

    // The same whatever the seed, so that a day added later is in the same chats.
    private static int[] Shuffled(int count)
    {
        SampleRandom random = new((ulong)count);
        int[] numbers = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            (numbers[i], numbers[other]) = (numbers[other], numbers[i]);
        }

        return numbers;
    }
}
