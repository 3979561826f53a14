using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Makes a <see cref="Message"/> of a message row and what the side tables of a pass have for it.</summary>
/// <param name="folder">The folder of the messages' database below the source's root: empty, or with a slash at its end.</param>
/// <param name="people">Who is who.</param>
/// <param name="calls">The call history.</param>
/// <param name="accountId">The owner, or null where unknown.</param>
/// <param name="warnings">Takes what could not be read as it should.</param>
internal sealed partial class IosComposer(string folder, IosPeople people, IosCalls calls, string? accountId, ReaderWarnings warnings) : IDisposable
{
    private const long ForwardedFlag = 1 << 7;
    private const long ForwardedManyTimes = 127;

    private static readonly IReadOnlyList<string> Nobody = [];
    private static readonly IReadOnlyList<Reaction> NoReactions = [];

    private readonly RawJson _raw = new();

    /// <inheritdoc/>
    public void Dispose() => _raw.Dispose();

    /// <summary>The message of the row that the pass stands on.</summary>
    public Message Compose(IosRow row, IosPass pass)
    {
        SqliteStatement? media = pass.Media;
        MessageKind kind = KindOf(row, media);
        if (!IosMessageTypes.IsPlain(row.Type))
        {
            _raw.Add("type", row.Type);
        }

        string? text = string.IsNullOrEmpty(row.Text) ? null : row.Text;
        IReadOnlyList<Attachment> attachments = [];
        MessageBody? body = null;
        IosReceiptInfo info = pass.Info is { } stored ? IosReceiptInfo.Read(stored.Blob(1)) : IosReceiptInfo.Nothing;
        switch (kind)
        {
            case MessageKind.Text or MessageKind.Revoked:
                break;
            case MessageKind.Link:
                body = ReadLink(pass, ref kind, text);
                break;
            case MessageKind.System:
                body = ReadSystem(row, text);
                break;
            case MessageKind.Call:
                body = ReadCall(row);
                break;
            case MessageKind.Location:
                body = ReadLocation(media);
                break;
            case MessageKind.Contact:
                body = ReadContacts(media, text);
                break;
            case MessageKind.Poll:
                body = ReadPoll(row, info.Poll, text);
                break;
            default:
                attachments = ReadAttachments(media, ref kind, ref text);
                break;
        }

        return Finish(row, media, info, kind, IosMessageTypes.HasNoText(kind) ? null : text, attachments, body);
    }

    /// <summary>The message of a call that has no message row.</summary>
    public Message Compose(IosCall call)
    {
        NoteOutcome(call);
        return new Message
        {
            ChatId = call.Chat!.Id,
            NativeId = call.Id.Length > 0 ? call.Id : null,
            SentAtMillis = call.Millis,
            Kind = MessageKind.Call,
            SenderId = call.FromMe ? accountId : call.Caller,
            Outgoing = call.FromMe,
            Body = call.Body,
            Raw = _raw.Take(),
        };
    }

    private Message Finish(
        IosRow row, SqliteStatement? media, IosReceiptInfo info, MessageKind kind, string? text, IReadOnlyList<Attachment> attachments, MessageBody? body)
    {
        bool forwarded = (row.Flags & ForwardedFlag) != 0;
        Quote? reply = null;
        IReadOnlyList<string> mentions = Nobody;
        if (media is not null && media.Blob(MediaColumn.Metadata) is { Length: > 0 } blob)
        {
            ReadMetadata(blob, ref forwarded, ref reply, ref mentions);
        }

        string? sender = SenderOf(row, body);
        if (kind == MessageKind.Revoked && media is not null && people.FindPerson(media.Text(MediaColumn.Vcard)) is { } remover && remover != sender)
        {
            _raw.Add("admin", remover);
        }

        return new Message
        {
            ChatId = row.Session.Chat.Id,
            NativeId = row.StanzaId.Length > 0 ? row.StanzaId : null,
            SentAtMillis = SentTime(row.SentSeconds),
            Kind = kind,
            SenderId = sender,
            Outgoing = row.FromMe,
            Text = text,
            Status = IosMessageTypes.StatusOf(row.Status, row.FromMe, kind),
            Starred = row.Starred,
            Forwarded = forwarded,
            Attachments = attachments,
            ReplyTo = reply,
            Mentions = mentions,
            Reactions = info.Reactions.Count > 0 ? ReadReactions(row, info.Reactions) : NoReactions,
            Body = body,
            Raw = _raw.Take(),
        };
    }

    private string? SenderOf(IosRow row, MessageBody? body)
    {
        if (body is SystemBody { Actor: { } actor })
        {
            return actor;
        }

        return row.FromMe ? accountId : row.Session.StatusOf ?? row.Session.Chat.Peer ?? row.Member ?? row.From;
    }

    private static MessageKind KindOf(IosRow row, SqliteStatement? media)
    {
        MessageKind kind = IosMessageTypes.KindOf(row.Type);
        if (kind == MessageKind.System)
        {
            return IosEvents.IsCall(row.Type, row.Event) ? MessageKind.Call : kind;
        }

        // For a code that is not known, the media type of its file tells the kind; an album has no file of its own.
        return kind == MessageKind.Unknown && media is not null && row.Type != IosMessageTypes.Album
            ? IosMessageTypes.KindOfMime(MimeOf(media.Text(MediaColumn.Vcard)) ?? "")
            : kind;
    }

    private long SentTime(double seconds)
    {
        if (IosTime.ToUnixMillis(seconds) is { } millis)
        {
            return millis;
        }

        if (seconds != 0 && double.IsFinite(seconds))
        {
            warnings.Add("a message has a time that no calendar has; it stands at 1970");
            _raw.Add("date", seconds);
        }

        return 0;
    }
}
