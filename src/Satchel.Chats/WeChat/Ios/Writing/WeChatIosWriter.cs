using System.Globalization;
using Satchel.Chats.Apple;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>
/// Writes the store of one account on an iPhone: whole new databases, or the phone's own with the messages that they lack, and the files of the messages that were written.
/// See docs/formats/wechat-ios-writing.md.
/// </summary>
internal sealed partial class WeChatIosWriter : IChatWriter
{
    private const long MillisPerSecond = 1000;

    private readonly WriterTarget _target;
    private readonly PhoneStore? _phone;
    private readonly bool _isBackup;
    private readonly string _work;
    private readonly string _account;
    private readonly WrittenDatabases _databases;
    private readonly KnownMessages _known = new();
    private readonly WrittenChats _chats;
    private readonly PeopleRows _people;
    private readonly MediaFiles _media;
    private readonly List<string> _warnings = [];
    private bool _isClosed;

    public WeChatIosWriter(WriterTarget target)
    {
        _target = target;
        _phone = target.Into is { } into ? new PhoneStore(into) : null;
        _isBackup = target.Container == IosBackups.ContainerName;
        _account = _phone?.Account ?? WeChatIds.ChatHash(target.Source.Id ?? "");

        // A plain store is moved into its place, a backup is made of it.
        _work = _isBackup ? Path.Join(target.ScratchFolder, $"satchel-wechat-{Guid.NewGuid():N}") : Path.Join(target.Folder, ".satchel-unfinished");
        Directory.CreateDirectory(AccountPath);
        _databases = new WrittenDatabases(AccountPath, _phone);
        try
        {
            _chats = new WrittenChats(_phone, _databases, _known);
            _people = new PeopleRows(_phone, _databases);
            _media = new MediaFiles(AccountPath, target.WithoutContents, target.Losses);
            if (_phone is null)
            {
                _ = _databases.Open($"{WeChatIosNames.Databases}/{WeChatIosNames.Messages}");
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Warn();
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => _warnings;

    private string AccountPath => Path.Join(_work, WeChatIosNames.Documents, _account);

    /// <inheritdoc/>
    public void Add(Participant participant) => _people.Add(participant);

    /// <inheritdoc/>
    public void Add(Chat chat)
    {
        _people.Add(chat);
        if (chat.Kind == ChatKind.Group)
        {
            _chats.NoteGroup(chat.Id);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WrittenChat chat = _chats.Get(message.ChatId);
        var content = WrittenContent.Of(message);
        bool outgoing = message.Outgoing ?? (message.SenderId is not null && message.SenderId == _target.Source.Id);
        string stored = ContentOf(message, chat, content, outgoing, out bool lacksSender);
        long serverId = long.TryParse(message.NativeId, CultureInfo.InvariantCulture, out long number) ? number : 0;
        long second = Math.Max(0, message.SentAtMillis) / MillisPerSecond;
        if (!_known.TryAdd(chat, serverId, second, content.Type, outgoing, stored))
        {
            return WriteOutcome.AlreadyThere;
        }

        IosTable rows = _chats.RowsOf(chat);
        long localId = ++chat.Last;
        rows.Insert(1L, localId, serverId, second, stored, StatusOf(message.Status, outgoing), message.Attachments.Count > 0 ? 1L : 0L, (long)content.Type, outgoing ? 0L : 1L);
        chat.NewestSecond = Math.Max(chat.NewestSecond, second);
        await _media.StoreAsync(message, content.Type, chat, localId, contents, cancellationToken).ConfigureAwait(false);
        Note(message, content, lacksSender);
        return WriteOutcome.Written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }
    }

    private static string ContentOf(Message message, WrittenChat chat, WrittenContent content, bool outgoing, out bool lacksSender)
    {
        lacksSender = false;
        if (!chat.IsGroup || outgoing || !content.TakesPrefix)
        {
            return content.Content;
        }

        lacksSender = message.SenderId is null || !GroupPrefix.TrySplit(GroupPrefix.Join(message.SenderId, ""), out _, out _);
        return lacksSender ? content.Content : GroupPrefix.Join(message.SenderId!, content.Content);
    }

    private static long StatusOf(MessageStatus? status, bool outgoing) => status switch
    {
        MessageStatus.Pending when outgoing => 1,
        MessageStatus.Failed when outgoing => 5,
        MessageStatus.Read or MessageStatus.Played when outgoing => 4,
        _ => outgoing ? 2 : 3,
    };

    private void Note(Message message, WrittenContent content, bool lacksSender)
    {
        if (lacksSender)
        {
            _target.Losses.Add(message.Kind, WeChatIosLosses.SenderUnknown);
        }

        if (message.Outgoing is null && message.Kind is not (MessageKind.System or MessageKind.Revoked))
        {
            _target.Losses.Add(message.Kind, WeChatIosLosses.DirectionUnknown);
        }

        if (!content.IsWhole)
        {
            _target.Losses.Add(message.Kind, WeChatIosLosses.PayloadUnknown);
        }

        if (message.Mentions.Count > 0)
        {
            _target.Losses.Add(message.Kind, WeChatIosLosses.Mentions);
        }

        if (message.RevokedAtMillis is not null && message.Kind != MessageKind.Revoked)
        {
            _target.Losses.Add(message.Kind, WeChatIosLosses.RevokedLater);
        }
    }

    private void Warn()
    {
        _warnings.Add("writing into a store of WeChat's is experimental: nobody has confirmed that today's app takes it. Keep the phone's own backup, and restore that where something is wrong");
        if (_phone is null)
        {
            _warnings.Add("the store was built from Satchel's own tables; a backup of the target phone with WeChat set up, given with --into, is safer, because it is exactly what its version of WeChat expects");
        }

        if (_isBackup && _target.Into?.Files is null)
        {
            _warnings.Add("the backup was made without one of the phone's own: restoring it replaces what is on the phone by nothing but WeChat; a backup of the phone, given with --into, is safer");
        }

        if (_target.Source.Id is null)
        {
            _warnings.Add("the owner's user name is not known, by which the app names the account's folder; --account gives it");
        }
    }

    // Also of a writer whose making failed half-way.
    private void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _chats?.Dispose();
        _databases?.Dispose();
    }
}
