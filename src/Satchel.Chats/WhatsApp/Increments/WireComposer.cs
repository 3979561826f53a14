using Satchel.Chats.WhatsApp.Android;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>Makes a <see cref="Message"/> of a message on the wire.</summary>
/// <param name="resolve">Gives the id that stands for an id on the wire: without device, under the phone number where that is known.</param>
/// <param name="chats">The chats that are known.</param>
/// <param name="accountId">The owner, or null.</param>
internal sealed class WireComposer(Func<string, string?> resolve, ChatDirectory chats, string? accountId) : IDisposable
{
    private const int Sha256Bytes = 32;

    private readonly RawJson _raw = new();

    /// <summary>The chat of a key; null where it names none.</summary>
    public ChatEntry? ChatOf(WireKey key) =>
        key.Chat is { } chat && resolve(chat) is { } id && id.Contains('@', StringComparison.Ordinal) ? chats.Get(id) : null;

    /// <summary>Who a key says sent it.</summary>
    public string? SenderOf(WireKey key, ChatEntry chat, string? participant = null) =>
        key.FromMe ? accountId : chat.Peer ?? ((participant ?? key.Participant) is { Length: > 0 } raw ? resolve(raw) : null);

    /// <summary>Composes one.</summary>
    public Message Compose(WireMessage wire, WireContent content, ChatEntry chat)
    {
        MessageKind kind = wire.Stub > 0 ? WireEvents.KindOf(wire.Stub) : KindOf(content);
        WireContext context = content.Field(content.Kind is WireContent.Poll or WireContent.PollV2 or WireContent.PollV3 ? 5 : 17) is { Length: > 0 } bytes
            ? WireContext.Parse(bytes, resolve)
            : WireContext.None;
        string? sender = SenderOf(wire.Key, chat, wire.Participant);
        MessageBody? body = wire.Stub > 0 ? WireEvents.BodyOf(wire, sender, resolve) : BodyOf(content);
        kind = body is LinkBody ? MessageKind.Link : kind;
        if (kind == MessageKind.Unknown)
        {
            _raw.Add("wireKind", content.Kind);
        }
        else if (body is SystemBody { Event: SystemEvent.Other })
        {
            _raw.Add("stub", wire.Stub);
        }

        long sentAt = wire.SentAtSeconds * 1000;
        return new Message
        {
            ChatId = chat.Id,
            NativeId = wire.Key.Id,
            SentAtMillis = sentAt,
            Kind = kind,
            SenderId = sender,
            Outgoing = wire.Key.FromMe,
            Text = MessageTypes.HasNoText(kind) ? null : WireContext.TextOf(content),
            Status = StatusOf(wire, kind),
            Starred = wire.Starred,
            Forwarded = context.Forwarded,
            Attachments = MessageTypes.IsMedia(kind) ? [AttachmentOf(content)] : [],
            ReplyTo = context.ReplyTo,
            Mentions = context.Mentions,
            Reactions = ReactionsOf(wire, chat),
            ExpiresAtMillis = context.ExpiresAfterSeconds is { } seconds ? sentAt + (seconds * 1000) : null,
            Body = body,
            Raw = _raw.Take(),
        };
    }

    /// <summary>A reaction on the wire: 1 key (whose sender reacted), 2 emoji, 4 time in milliseconds; null where it was taken back.</summary>
    public Reaction? ReactionOf(WireContent reaction, WireKey key, ChatEntry chat) =>
        reaction.Text(2) is { } emoji && (key.FromMe || SenderOf(key, chat) is not null)
            ? new Reaction(SenderOf(key, chat), emoji, reaction.Number(4) is > 0 and <= WhatsAppLimits.MaxTimeMillis and long at ? at : null)
            : null;

    /// <inheritdoc/>
    public void Dispose() => _raw.Dispose();

    private static MessageKind KindOf(WireContent content) => content.Kind switch
    {
        WireContent.Conversation or WireContent.ExtendedText => MessageKind.Text,
        WireContent.Image => MessageKind.Image,
        WireContent.Video => content.Number(8) == 1 ? MessageKind.Gif : MessageKind.Video,
        WireContent.VideoNote => MessageKind.VideoNote,
        WireContent.Audio => content.Number(6) == 1 ? MessageKind.Voice : MessageKind.Audio,
        WireContent.Document => MessageKind.Document,
        WireContent.Sticker => MessageKind.Sticker,
        WireContent.Location => MessageKind.Location,
        WireContent.LiveLocation => MessageKind.LiveLocation,
        WireContent.Contact or WireContent.Contacts => MessageKind.Contact,
        WireContent.Poll or WireContent.PollV2 or WireContent.PollV3 => MessageKind.Poll,
        _ => MessageKind.Unknown,
    };

    private static MessageBody? BodyOf(WireContent content)
    {
        switch (content.Kind)
        {
            case WireContent.ExtendedText when content.Text(2) is { } url && (content.Text(6) ?? content.Text(5)) is not null:
                return new LinkBody(content.Text(4) ?? url, content.Text(6), content.Text(5));
            case WireContent.Location or WireContent.LiveLocation:
                return new LocationBody(content.Real(1) ?? 0, content.Real(2) ?? 0, content.Text(3), content.Kind == WireContent.Location ? content.Text(4) : null);
            case WireContent.Contact:
                return new ContactsBody([CardOf(content)]);
            case WireContent.Contacts:
                return new ContactsBody([.. content.Fields(2).Select(card => CardOf(new WireContent(WireContent.Contact, card)))]);
            case WireContent.Poll or WireContent.PollV2 or WireContent.PollV3:
                return new PollBody(content.Text(2), [.. content.Fields(3).Select(option => new PollOption(new WireContent(0, option).Text(1) ?? "", []))]);
            default:
                return null;
        }
    }

    private static ContactCard CardOf(WireContent card) => new(card.Text(1), card.Text(16));

    // The kinds of media number the same facts differently.
    private static Attachment AttachmentOf(WireContent content)
    {
        (int mime, int hash, int length, int seconds, int height, int width, int name) = content.Kind switch
        {
            WireContent.Image => (2, 4, 5, 0, 6, 7, 0),
            WireContent.Document => (2, 4, 5, 0, 0, 0, 8),
            WireContent.Sticker => (5, 2, 9, 0, 6, 7, 0),
            WireContent.Audio => (2, 3, 4, 5, 0, 0, 0),
            _ => (2, 3, 4, 5, 9, 10, 0),
        };
        return new Attachment
        {
            Name = name > 0 ? content.Text(name) ?? content.Text(3) : null,
            Mime = content.Text(mime),
            LengthBytes = content.Number(length),
            Sha256 = content.Field(hash) is { Length: Sha256Bytes } sha256 ? sha256.ToArray() : null,
            Width = Pixels(width > 0 ? content.Number(width) : null),
            Height = Pixels(height > 0 ? content.Number(height) : null),
            DurationMillis = seconds > 0 && content.Number(seconds) is > 0 and <= int.MaxValue and long duration ? duration * 1000 : null,
        };
    }

    private static int? Pixels(long? value) => value is > 0 and <= int.MaxValue ? (int)value : null;

    private List<Reaction> ReactionsOf(WireMessage wire, ChatEntry chat)
    {
        List<Reaction> reactions = [];
        foreach (ReadOnlyMemory<byte> bytes in wire.Reactions)
        {
            WireContent reaction = new(WireContent.Reaction, bytes);
            if (ReactionOf(reaction, WireKey.Parse(reaction.Field(1).Span), chat) is { } read)
            {
                reactions.RemoveAll(other => other.SenderId == read.SenderId);
                reactions.Add(read);
            }
        }

        reactions.Sort((left, right) => (left.AtMillis ?? 0).CompareTo(right.AtMillis ?? 0));
        return reactions;
    }

    private static MessageStatus? StatusOf(WireMessage wire, MessageKind kind)
    {
        if (kind is MessageKind.System or MessageKind.Call)
        {
            return null;
        }

        return (wire.Key.FromMe, wire.Status) switch
        {
            (true, 0) => MessageStatus.Failed,
            (true, 1) => MessageStatus.Pending,
            (true, 2) => MessageStatus.Sent,
            (true, 3) => MessageStatus.Delivered,
            (true, 4) => MessageStatus.Read,
            (true, 5) => MessageStatus.Played,
            (true, _) => null,
            (false, 5) => MessageStatus.Played,
            _ => MessageStatus.Received,
        };
    }
}
