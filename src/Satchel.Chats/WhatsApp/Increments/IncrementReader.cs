using Satchel.Chats.WhatsApp.Android;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>Reads decrypted increments into <see cref="Messages"/>, in the order they are given. What does not decode becomes a warning.</summary>
internal sealed class IncrementReader(JidDirectory jids, ChatDirectory chats, string? accountId, ICollection<string> warnings)
{
    private const int Revoke = 0;
    private const int Edit = 14;

    private readonly Dictionary<string, string> _phoneOfLid = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private bool _full;

    /// <summary>What was read.</summary>
    public IncrementMessages Messages { get; } = new();

    /// <summary>The names that people and chats go by in the increments, by id.</summary>
    public IReadOnlyDictionary<string, string> Names => _names;

    /// <summary>Reads one increment.</summary>
    /// <param name="path">The decrypted ZIP.</param>
    /// <param name="where">The increment's name, for warnings.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public void Read(string path, string where, CancellationToken cancellationToken)
    {
        try
        {
            using IncrementArchive archive = IncrementArchive.Open(path, where);
            foreach (ReadOnlyMemory<byte> block in archive.ReadBlocks(cancellationToken))
            {
                ReadPeople(block);
            }

            using WireComposer composer = new(Resolve, chats, accountId);
            long unread = 0;
            foreach (ReadOnlyMemory<byte> block in archive.ReadBlocks(cancellationToken))
            {
                unread += ReadMessages(block, composer, cancellationToken);
            }

            if (unread > 0)
            {
                warnings.Add($"{where}: {unread} messages could not be decoded");
            }

            if (archive.HasRowChanges)
            {
                warnings.Add($"{where}: its changes of rows other than messages are kept in the file, and not read");
            }

            if (_full)
            {
                warnings.Add($"{where}: the increments hold more than {IncrementLimits.MaxMessages} messages or changes; the rest is kept in the files, and not read");
            }
        }
        catch (ChatFormatException failure)
        {
            warnings.Add($"{failure.Message}; what was not read of it is kept in the file");
        }
    }

    // Which LIDs belong to which numbers, and what people call themselves: needed before the first message.
    private void ReadPeople(ReadOnlyMemory<byte> block)
    {
        ProtobufCursor history = new(block.Span);
        while (history.TryReadField())
        {
            if (history.IsNumber || history.Field is not (2 or 7 or 15))
            {
                continue;
            }

            WireContent part = new(0, block.Slice(history.BytesOffset, history.Bytes.Length));
            switch (history.Field)
            {
                case 2:
                    Map(part.Text(42), part.Text(39));
                    Name(part.Text(1), part.Text(13) ?? part.Text(38));
                    break;
                case 7:
                    Name(part.Text(1), part.Text(2));
                    break;
                default:
                    Map(part.Text(2), part.Text(1));
                    break;
            }
        }
    }

    private long ReadMessages(ReadOnlyMemory<byte> block, WireComposer composer, CancellationToken cancellationToken)
    {
        long unread = 0;
        ProtobufCursor history = new(block.Span);
        while (history.TryReadField())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (history.IsNumber || history.Field is not (2 or 3))
            {
                continue;
            }

            ReadOnlyMemory<byte> part = block.Slice(history.BytesOffset, history.Bytes.Length);
            if (history.Field == 3)
            {
                unread += TryRead(part, null, composer) ? 0 : 1;   // a status
                continue;
            }

            WireContent conversation = new(0, part);
            string? chat = conversation.Text(1);
            ProtobufCursor fields = new(part.Span);
            while (fields.TryReadField())
            {
                if (fields.Field == 2 && !fields.IsNumber)
                {
                    ReadOnlyMemory<byte> message = new WireContent(0, part.Slice(fields.BytesOffset, fields.Bytes.Length)).Field(1);
                    unread += TryRead(message, chat, composer) ? 0 : 1;
                }
            }

            unread += fields.AtEnd ? 0 : 1;
        }

        return unread + (history.AtEnd ? 0 : 1);
    }

    private bool TryRead(ReadOnlyMemory<byte> bytes, string? conversation, WireComposer composer)
    {
        if (bytes.IsEmpty || WireMessage.Parse(bytes) is not { } wire || wire.Key.Id is not { Length: > 0 } id
            || composer.ChatOf(conversation is null ? wire.Key : wire.Key with { Chat = wire.Key.Chat ?? conversation }) is not { } chat)
        {
            return false;
        }

        WireContent content = WireContent.Of(wire.Content);
        if (wire.Stub == 0 && content.Kind is WireContent.Reaction or WireContent.Protocol)
        {
            return TryReadChange(wire, content, chat, composer);
        }

        if (wire.Stub == 0 && content.Kind == 0)
        {
            return true;   // keys of a group alone: nothing was said
        }

        _full |= !Messages.TryAdd(new MessageKey(chat.Id, id), composer.Compose(wire, content, chat));
        return true;
    }

    // A message of its own that changes another: field 1 is the other's key.
    private bool TryReadChange(WireMessage wire, WireContent content, ChatEntry chat, WireComposer composer)
    {
        if (WireKey.Parse(content.Field(1).Span).Id is not { Length: > 0 } target)
        {
            return content.Kind == WireContent.Protocol;   // settings and the like
        }

        string? sender = composer.SenderOf(wire.Key, chat, wire.Participant);
        Messages.Note(sender);
        long at = content.Number(15) is > 0 and <= WhatsAppLimits.MaxTimeMillis and long millis ? millis : wire.SentAtSeconds * 1000;
        Func<Message, Message>? change = (content.Kind, content.Number(2) ?? 0) switch
        {
            (WireContent.Reaction, _) => React(sender, composer.ReactionOf(content, wire.Key with { Participant = wire.Participant ?? wire.Key.Participant }, chat)),
            (_, Revoke) => message => message with { Kind = MessageKind.Revoked, Text = null, Attachments = [], Body = null, RevokedAtMillis = at },
            (_, Edit) when WireContext.TextOf(WireContent.Of(content.Field(14))) is { } text => message => message with { Text = text, EditedAtMillis = at },
            _ => null,
        };
        _full |= change is not null && !Messages.TryChange(new MessageKey(chat.Id, target), change);
        return true;
    }

    private static Func<Message, Message> React(string? sender, Reaction? reaction) => message =>
    {
        List<Reaction> reactions = [.. message.Reactions.Where(other => other.SenderId != sender)];
        if (reaction is not null && reactions.Count < WireLimits.MaxItems)
        {
            reactions.Add(reaction);
        }

        return message with { Reactions = reactions };
    };

    private string? Resolve(string raw) => jids.Find(raw) is { } id ? _phoneOfLid.GetValueOrDefault(id, id) : null;

    private void Map(string? lid, string? phone)
    {
        if (lid is not null && phone is not null && Jid.WithoutDevice(lid) is { } from && Jid.WithoutDevice(phone) is { } to
            && Jid.ServerOf(from) is "lid" && Jid.ServerOf(to) is "s.whatsapp.net" && _phoneOfLid.Count < IncrementLimits.MaxMessages)
        {
            _phoneOfLid[from] = to;
        }
    }

    private void Name(string? raw, string? name)
    {
        if (raw is not null && name is not null && Resolve(raw) is { } id && _names.Count < IncrementLimits.MaxMessages)
        {
            _names[id] = name;
        }
    }
}
