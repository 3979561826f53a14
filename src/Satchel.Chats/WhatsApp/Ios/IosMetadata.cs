using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Ios;

// ZWAMEDIAITEM.ZMETADATA, a protobuf; of a reply that is a text, the text has a media row for it:
//   FIELD  MEANING
//   4      what is replied to as text, in older stores
//   5      the id of the message that is replied to (ZSTANZAID)
//   6      who sent that one, as a JID
//   8      a JID that the text mentions; repeated
//   17     how often it was forwarded
//   19     the message that is replied to: 1 its text; 3.3, 9.7 the caption of an image, a video; 6.1 a text with a preview; 7.8 a document's name
// Stores of 2017 hold a binary property list in its place. Source: docs/formats/whatsapp-ios.md, "Replies and mentions".

/// <summary>What <c>ZWAMEDIAITEM.ZMETADATA</c> says of a message: what it replies to, whom it mentions, how often it was forwarded.</summary>
internal sealed class IosMetadata
{
    private const int OldQuotedText = 4;
    private const int QuotedIdField = 5;
    private const int QuotedSenderField = 6;
    private const int Mention = 8;
    private const int ForwardCount = 17;
    private const int QuotedMessage = 19;

    /// <summary>Whether it is a reply, even where nothing is said of to what.</summary>
    public bool IsReply { get; init; }

    /// <summary>The id of what is replied to; null where it is not said.</summary>
    public string? QuotedId { get; init; }

    /// <summary>The JID of who sent that, as stored.</summary>
    public string? QuotedSender { get; init; }

    /// <summary>The text or caption of what is replied to.</summary>
    public string? QuotedText { get; init; }

    /// <summary>The JIDs that are mentioned, as stored.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>How often it was forwarded; 0 where it was not, or that is not said.</summary>
    public long ForwardScore { get; init; }

    /// <summary>Reads the column; null where it holds something else, such as the property list of old stores.</summary>
    public static IosMetadata? Read(ReadOnlySpan<byte> stored)
    {
        bool isReply = false;
        string? id = null, sender = null, oldText = null, text = null;
        List<string>? mentions = null;
        long score = 0;
        ProtobufCursor fields = new(stored);
        while (fields.TryReadField())
        {
            switch (fields.Field)
            {
                case QuotedIdField when !fields.IsNumber:
                    isReply = true;
                    id = TextOrNull(fields.Bytes);
                    break;
                case QuotedSenderField when !fields.IsNumber:
                    sender = TextOrNull(fields.Bytes);
                    break;
                case OldQuotedText when !fields.IsNumber:
                    oldText = TextOrNull(fields.Bytes);
                    break;
                case QuotedMessage when !fields.IsNumber:
                    isReply = true;
                    text = TextOf(fields.Bytes);
                    break;
                case Mention when !fields.IsNumber && fields.Bytes.Length > 0 && (mentions?.Count ?? 0) < WhatsAppLimits.MaxItemsOfMessage:
                    (mentions ??= []).Add(Encoding.UTF8.GetString(fields.Bytes));
                    break;
                case ForwardCount when fields.IsNumber:
                    score = fields.Number <= int.MaxValue ? (long)fields.Number : int.MaxValue;
                    break;
            }
        }

        return !fields.AtEnd ? null : new IosMetadata
        {
            IsReply = isReply,
            QuotedId = id,
            QuotedSender = isReply ? sender : null,
            QuotedText = isReply ? text ?? oldText : null,
            Mentions = mentions ?? (IReadOnlyList<string>)[],
            ForwardScore = score,
        };
    }

    /// <summary>The bytes that read as this; empty where there is nothing to say.</summary>
    public byte[] Encode()
    {
        ProtobufBuilder fields = new();
        if (IsReply)
        {
            fields.Add(QuotedIdField, Encoding.UTF8.GetBytes(QuotedId ?? ""));
            if (QuotedSender is not null)
            {
                fields.Add(QuotedSenderField, Encoding.UTF8.GetBytes(QuotedSender));
            }
        }

        foreach (string mention in Mentions)
        {
            fields.Add(Mention, Encoding.UTF8.GetBytes(mention));
        }

        if (ForwardScore > 0)
        {
            fields.Add(ForwardCount, (ulong)ForwardScore);
        }

        if (IsReply && QuotedText is not null)
        {
            ProtobufBuilder message = new();
            message.Add(1, Encoding.UTF8.GetBytes(QuotedText));
            fields.Add(QuotedMessage, message.Written);
        }

        return fields.Written.ToArray();
    }

    private static string? TextOf(ReadOnlySpan<byte> message)
    {
        string? found = null;
        ProtobufCursor fields = new(message);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber)
            {
                found ??= fields.Field switch
                {
                    1 => TextOrNull(fields.Bytes),
                    3 => TextIn(fields.Bytes, 3),
                    6 => TextIn(fields.Bytes, 1),
                    7 => TextIn(fields.Bytes, 8),
                    9 => TextIn(fields.Bytes, 7),
                    _ => null,
                };
            }
        }

        return found;
    }

    private static string? TextIn(ReadOnlySpan<byte> message, int field)
    {
        ProtobufCursor fields = new(message);
        while (fields.TryReadField())
        {
            if (fields.Field == field && !fields.IsNumber)
            {
                return TextOrNull(fields.Bytes);
            }
        }

        return null;
    }

    private static string? TextOrNull(ReadOnlySpan<byte> bytes) => bytes.Length > 0 ? Encoding.UTF8.GetString(bytes) : null;
}
