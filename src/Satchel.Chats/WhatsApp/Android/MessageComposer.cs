namespace Satchel.Chats.WhatsApp.Android;

/// <summary>Makes a <see cref="Message"/> of a message row and what the side tables of a pass have for it.</summary>
internal sealed partial class MessageComposer(string databasePath, JidDirectory jids, string? accountId, LegacyQuotes? legacyQuotes, LegacyCalls legacyCalls, ReaderWarnings warnings) : IDisposable
{
    private static readonly IReadOnlyList<string> NobodyMentioned = [];
    private static readonly IReadOnlyList<Reaction> NoReactions = [];

    private readonly RawJson _raw = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _raw.Dispose();
        legacyQuotes?.Dispose();
    }

    /// <summary>The message of the row that the pass stands on.</summary>
    public Message Compose(MessageRow row, MessagePass pass)
    {
        MessageKind kind = MessageTypes.KindOf(row.Type);
        bool hasMedia = pass.Media.MoveTo(row.Id);
        if (kind == MessageKind.Unknown)
        {
            kind = KindOfUnknown(row, pass, hasMedia);
        }

        string? nativeId = row.KeyId.Length > 0 ? row.KeyId : null;
        string? text = string.IsNullOrEmpty(row.Text) ? null : row.Text;
        IReadOnlyList<Attachment> attachments = [];
        MessageBody? body = null;
        if (!MessageTypes.IsPlain(row.Type))
        {
            _raw.Add("type", row.Type);
        }

        if (row.ViewMode != 0)
        {
            _raw.Add("viewMode", row.ViewMode);
        }

        switch (kind)
        {
            case MessageKind.Text:
                body = ReadLink(row, pass, ref kind, text);
                break;
            case MessageKind.System:
                body = ReadSystem(row, pass, text);
                break;
            case MessageKind.Call:
                body = ReadCall(row, pass, ref nativeId);
                break;
            case MessageKind.Location or MessageKind.LiveLocation:
                body = ReadLocation(row, pass);
                break;
            case MessageKind.Contact:
                body = ReadContacts(row, pass, text);
                break;
            case MessageKind.Poll:
                body = ReadPoll(row, pass, text);
                break;
            case MessageKind.Revoked:
                break;
            default:
                attachments = ReadAttachments(row, pass, hasMedia, ref kind, ref text);
                NoteSpecial(row, pass);
                break;
        }

        return Finish(row, pass, kind, nativeId, MessageTypes.HasNoText(kind) ? null : text, attachments, body);
    }

    private Message Finish(MessageRow row, MessagePass pass, MessageKind kind, string? nativeId, string? text, IReadOnlyList<Attachment> attachments, MessageBody? body)
    {
        long? edited = ReadEdit(row, pass, ref nativeId);
        long? revoked = ReadRevocation(row, pass, kind, ref nativeId);
        bool forwarded = (row.OriginationFlags & 1) != 0;
        if (pass.Forwarded.MoveTo(row.Id) && pass.Forwarded.Row.Integer(1) is > 0 and long score)
        {
            forwarded = true;
            if (score >= 127)
            {
                _raw.Add("forwardScore", score);
            }
        }

        Quote? reply = ReadQuote(row, pass);
        IReadOnlyList<string> mentions = ReadMentions(row, pass) ?? NobodyMentioned;
        IReadOnlyList<Reaction> reactions = ReadReactions(row, pass) ?? NoReactions;
        long? expires = ReadExpiry(row, pass);
        return new Message
        {
            ChatId = row.Chat.Id,
            NativeId = nativeId,
            SentAtMillis = SentTime(row.SentMillis),
            Kind = kind,
            SenderId = SenderOf(row, kind),
            Outgoing = row.FromMe,
            ReceivedAtMillis = Time(row.ReceivedMillis),
            Text = text,
            Status = MessageTypes.StatusOf(row.Status, row.FromMe, kind),
            Starred = row.Starred,
            Forwarded = forwarded,
            Attachments = attachments,
            ReplyTo = reply,
            Mentions = mentions,
            Reactions = reactions,
            EditedAtMillis = edited,
            RevokedAtMillis = revoked,
            ExpiresAtMillis = expires,
            Body = body,
            Raw = _raw.Take(),
        };
    }

    // Rows of type 7 are marked as the owner's own in groups although the sender is whoever acted.
    private string? SenderOf(MessageRow row, MessageKind kind)
    {
        if (kind == MessageKind.System && row.Sender is not null)
        {
            return row.Sender;
        }

        return row.FromMe ? accountId : row.Chat.Peer ?? row.Sender;
    }

    private static MessageKind KindOfUnknown(MessageRow row, MessagePass pass, bool hasMedia)
    {
        if (MessageTypes.IsTextWithLayout(row.Type) && !string.IsNullOrEmpty(row.Text) && !hasMedia)
        {
            return MessageKind.Text;
        }

        return hasMedia && row.Type is not (MessageTypes.Product or MessageTypes.Order or MessageTypes.Album) ? MessageTypes.KindOfMime(pass.Media.Row.Text(4)) : MessageKind.Unknown;
    }

    private long SentTime(long millis)
    {
        if (millis is >= 0 and <= WhatsAppLimits.MaxTimeMillis)
        {
            return millis;
        }

        warnings.Add("a message has a time that no calendar has; it stands at 1970");
        _raw.Add("timestamp", millis);
        return 0;
    }

    private static long? Time(long millis) => millis is > 0 and <= WhatsAppLimits.MaxTimeMillis ? millis : null;
}
