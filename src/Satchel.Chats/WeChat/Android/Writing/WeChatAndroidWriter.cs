using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>
/// Writes an account's folder: a new <c>EnMicroMsg.db</c>, or the phone's own with the messages that it lacks, and the files of the messages that were written.
/// See docs/formats/wechat-android-writing.md.
/// </summary>
internal sealed partial class WeChatAndroidWriter : IChatWriter
{
    private const string Pragmas =
        "PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32768; PRAGMA temp_store=FILE; PRAGMA foreign_keys=OFF; PRAGMA trusted_schema=OFF;";

    private readonly WriterTarget _target;
    private readonly StoreFiles _output;
    private readonly SqliteDatabase _database;
    private readonly string? _schemaBefore;
    private readonly string? _ownerId;
    private readonly Talkers _talkers;
    private readonly KnownRows _known;
    private readonly MessageRows _rows;
    private readonly PeopleRows _people;
    private readonly MediaWriter _media;
    private readonly SqliteDeferredIndices? _indices;
    private readonly List<string> _warnings = [];
    private bool _isClosed;

    private WeChatAndroidWriter(WriterTarget target, StoreFiles output, SqliteDatabase database)
    {
        _target = target;
        _output = output;
        _database = database;
        _schemaBefore = IsNew ? null : StoreValidator.SchemaOf(database);
        string? phoneOwner = IsNew ? null : OwnerOf(database);
        _ownerId = target.Source.Id ?? phoneOwner;
        database.EnableTriggers(false);
        database.Execute("BEGIN");
        if (IsNew)
        {
            _indices = SqliteDeferredIndices.SetAside(database);
            AddOwner();
        }

        _talkers = new Talkers(database);
        _known = new KnownRows(database, IsNew);
        _rows = new MessageRows(database, output.Account);
        _people = new PeopleRows(database, IsNew);
        _media = new MediaWriter(output.Root, target.WithoutContents, target.Losses);
        Warn(phoneOwner);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => _warnings;

    private bool IsNew => _target.Into is null;

    /// <inheritdoc/>
    public void Add(Participant participant) => _people.Add(participant);

    /// <inheritdoc/>
    public void Add(Chat chat) => _people.Add(chat);

    /// <inheritdoc/>
    public async ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (WeChatIds.IsUnknown(message.ChatId))
        {
            _target.Losses.Add(message.Kind, WeChatAndroidLosses.ChatUnknown);
            return WriteOutcome.Lost;
        }

        WrittenChat chat = _talkers.Get(message.ChatId);
        WrittenContent content = WrittenContent.Of(message);
        bool isSend = message.Outgoing == true && message.Kind != MessageKind.System;
        string stored = ContentOf(message, chat, content, isSend);
        long serverId = long.TryParse(message.NativeId, CultureInfo.InvariantCulture, out long number) ? number : 0;
        long millis = TimeOf(chat, message.SentAtMillis);
        if ((serverId != 0 && _known.Has(serverId)) || ((serverId == 0 || message.Kind == MessageKind.Revoked) && _known.Has(millis, chat.Talker, stored)))
        {
            // A recall goes by the id of what it recalls, and its row in the phone's store by one of its own.
            return WriteOutcome.AlreadyThere;
        }

        WrittenMedia? media = await _media.StoreAsync(message, content, contents, cancellationToken).ConfigureAwait(false);
        _ = _talkers.NumberOf(chat);
        WrittenRow row = new()
        {
            Chat = chat,
            ServerId = serverId,
            BaseType = content.Type,
            Type = content.Type == WeChatTypes.App ? WeChatTypes.AndroidTypeOf(content.SubType) : content.Type,
            Status = StatusOf(message.Status, isSend),
            IsSend = isSend,
            Millis = millis,
            Content = stored,
            SenderId = message.SenderId,
            Media = media,
            StickerMd5 = content.Type == WeChatTypes.Sticker ? MediaWriter.StickerOf(message, content) : null,
            DurationMillis = message.Attachments.Count > 0 ? message.Attachments[0].DurationMillis : null,
        };
        _rows.Write(row);
        _known.Add(row);
        Note(message, content, row);
        return WriteOutcome.Written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _output.Dispose();
    }

    private string ContentOf(Message message, WrittenChat chat, WrittenContent content, bool isSend)
    {
        if (!chat.IsGroup || isSend || !content.TakesPrefix)
        {
            return content.Content;
        }

        string? sender = message.SenderId;
        if (sender is null || !GroupPrefix.TrySplit(GroupPrefix.Join(sender, ""), out _, out _))
        {
            _target.Losses.Add(message.Kind, WeChatAndroidLosses.SenderUnknown);
            return content.Content;
        }

        return GroupPrefix.Join(sender, content.Content);
    }

    // A source of seconds has several messages of one time: here each is a millisecond later than the one before.
    private static long TimeOf(WrittenChat chat, long millis)
    {
        const int Second = 1000;
        long written = millis;
        if (millis % Second == 0 && chat.LastToldMillis == millis && chat.LastMillis >= millis && chat.LastMillis < millis + Second - 1)
        {
            written = chat.LastMillis + 1;
        }

        chat.LastToldMillis = millis;
        chat.LastMillis = written;
        return written;
    }

    private static int StatusOf(MessageStatus? status, bool isSend) => status switch
    {
        MessageStatus.Pending => 1,
        MessageStatus.Failed => 5,
        MessageStatus.Read or MessageStatus.Played when !isSend => 4,
        _ => isSend ? 2 : 3,
    };

    private void Note(Message message, WrittenContent content, WrittenRow row)
    {
        WrittenChat chat = row.Chat;
        chat.Written++;
        if (row.Millis >= chat.Newest.Millis)
        {
            chat.Newest = (row.Millis, row.Content, row.Type, row.IsSend);
        }

        if (!content.IsWhole)
        {
            _target.Losses.Add(message.Kind, WeChatAndroidLosses.PayloadUnknown);
        }

        if (message.Mentions.Count > 0)
        {
            _target.Losses.Add(message.Kind, WeChatAndroidLosses.Mentions);
        }

        if (message.RevokedAtMillis is not null && message.Kind != MessageKind.Revoked)
        {
            _target.Losses.Add(message.Kind, WeChatAndroidLosses.RevokedLater);
        }
    }

    private void AddOwner()
    {
        using StoreTable owner = new(_database, "userinfo", "id", "type", "value");
        if (_ownerId is { } id)
        {
            owner.Insert(AndroidReader.OwnName, 3, id);
        }

        if (_target.Source.Name is { } name)
        {
            owner.Insert(AndroidReader.OwnNickname, 3, name);
        }
    }

    private static string? OwnerOf(SqliteDatabase database)
    {
        if (database.ColumnsOf("userinfo").Count == 0)
        {
            return null;
        }

        using SqliteStatement statement = database.Prepare($"SELECT value FROM userinfo WHERE id = {AndroidReader.OwnName}");
        return statement.Step() && statement.Text(0) is { Length: > 0 } id ? id : null;
    }

    private void Warn(string? phoneOwner)
    {
        _warnings.Add("writing into a store of WeChat's is experimental: nobody has confirmed that today's app takes it. Keep the phone's own backup, and restore that where something is wrong");
        if (IsNew)
        {
            _warnings.Add("the store was built from Satchel's own tables; starting from the target phone's own (--into) is safer, because it is exactly what its version of WeChat expects");
            _warnings.Add($"the account's folder is called {_output.Account}, which the phone names otherwise: by its own number of the account");
        }

        if (_ownerId is null)
        {
            _warnings.Add("the owner's user name is not known; --account gives it");
        }
        else if (phoneOwner is not null && _target.Source.Id is { } source && source != phoneOwner)
        {
            _warnings.Add("the phone's store is of another account than the messages: what was sent and what was received stay as they were there");
        }
    }
}
