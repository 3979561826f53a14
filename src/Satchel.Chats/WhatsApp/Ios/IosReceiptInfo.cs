using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Ios;

// ZWAMESSAGEINFO.ZRECEIPTINFO, a protobuf:
//   FIELD  MEANING
//   7      reactions: 1 one of others, repeated { 1 id, 2 sender, 3 emoji, 4 time }; 2 the owner's own { 1 id, 2 emoji, 3 time }
//   8      a poll
// Times are milliseconds since 1970-01-01Z; one source has seen seconds. In the form of others, no sender stands for the owner. The other fields,
// receipts of each recipient among them, are not read. Source: docs/formats/whatsapp-ios.md, "Reactions".

/// <summary>What <c>ZWAMESSAGEINFO.ZRECEIPTINFO</c> says of a message: the reactions to it, and the poll that it is.</summary>
/// <param name="Reactions">The reactions as stored, those that were taken back or replaced among them.</param>
/// <param name="Poll">The poll; null where it is none.</param>
internal sealed record IosReceiptInfo(IReadOnlyList<IosReaction> Reactions, IosPoll? Poll)
{
    /// <summary>Of a message without reactions that is no poll.</summary>
    public static readonly IosReceiptInfo Nothing = new([], null);

    private const int ReactionsField = 7;
    private const int PollField = 8;
    private const int OfOthers = 1;
    private const int Own = 2;
    private const ulong FirstMillis = 100_000_000_000;   // below, a time is in seconds

    /// <summary>Reads the column as far as it can be read.</summary>
    public static IosReceiptInfo Read(ReadOnlySpan<byte> stored)
    {
        List<IosReaction>? reactions = null;
        IosPoll? poll = null;
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField())
        {
            if (fields.Field == ReactionsField && !fields.IsNumber)
            {
                ReadReactions(fields.Bytes, reactions ??= []);
            }
            else if (fields.Field == PollField && !fields.IsNumber)
            {
                poll ??= IosPoll.Read(fields.Bytes);
            }
        }

        return reactions is null && poll is null ? Nothing : new IosReceiptInfo(reactions ?? (IReadOnlyList<IosReaction>)[], poll);
    }

    /// <summary>The bytes that read as this; empty where there is nothing to say.</summary>
    public byte[] Encode()
    {
        ProtobufBuilder fields = new();
        if (Reactions.Count > 0)
        {
            ProtobufBuilder all = new();
            foreach (IosReaction reaction in Reactions)
            {
                all.Add(reaction.Sender is null ? Own : OfOthers, Encode(reaction));
            }

            fields.Add(ReactionsField, all.Written);
        }

        if (Poll is not null)
        {
            fields.Add(PollField, Poll.Encode());
        }

        return fields.Written.ToArray();
    }

    private static ReadOnlySpan<byte> Encode(IosReaction reaction)
    {
        ProtobufBuilder fields = new();
        int field = 1;
        fields.Add(field++, Encoding.UTF8.GetBytes(reaction.Id));
        if (reaction.Sender is { } sender)
        {
            fields.Add(field++, Encoding.UTF8.GetBytes(sender));
        }

        fields.Add(field++, Encoding.UTF8.GetBytes(reaction.Emoji));
        if (reaction.AtMillis is { } millis)
        {
            fields.Add(field, (ulong)millis);
        }

        return fields.Written;
    }

    private static void ReadReactions(ReadOnlySpan<byte> stored, List<IosReaction> reactions)
    {
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField() && reactions.Count < WhatsAppLimits.MaxItemsOfMessage)
        {
            if (fields.Field is OfOthers or Own && !fields.IsNumber)
            {
                reactions.Add(ReadReaction(fields.Bytes, emojiField: fields.Field == Own ? 2 : 3));
            }
        }
    }

    private static IosReaction ReadReaction(ReadOnlySpan<byte> stored, int emojiField)
    {
        string id = "", emoji = "";
        string? sender = null;
        long? at = null;
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField())
        {
            if (fields.Field == 1 && !fields.IsNumber)
            {
                id = Encoding.UTF8.GetString(fields.Bytes);
            }
            else if (fields.Field == emojiField && !fields.IsNumber)
            {
                emoji = Encoding.UTF8.GetString(fields.Bytes);
            }
            else if (fields.Field == emojiField - 1 && fields.Bytes.Length > 0)
            {
                sender = Encoding.UTF8.GetString(fields.Bytes);
            }
            else if (fields.Field == emojiField + 1 && fields.IsNumber)
            {
                at = TimeOf(fields.Number);
            }
        }

        return new IosReaction(id, sender, emoji, at);
    }

    private static long? TimeOf(ulong stored)
    {
        ulong millis = stored < FirstMillis ? stored * 1000 : stored;
        return millis is > 0 and <= WhatsAppLimits.MaxTimeMillis ? (long)millis : null;
    }
}
