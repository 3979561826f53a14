using System.Text;
using System.Text.Json;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>The reading half of <see cref="RecordCodec"/>, field after field in the order of docs/format.md, 10.3.</summary>
internal static class RecordDecoder
{
    private const long FlagOutgoing = 1;
    private const long FlagOutgoingKnown = 2;
    private const long FlagStarred = 4;
    private const long FlagForwarded = 8;
    private const long FlagMissing = 16;
    private static readonly Attachment None = new();

    public static StoredMessage Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        RecordReader reader = new(record);
        long sentAt = HistoryKey.SentAt(key);
        long first = reader.ReadInteger() ?? 0;
        long? last = reader.ReadInteger();
        long kind = reader.ReadInteger() ?? 0;
        long flags = reader.ReadInteger() ?? 0;
        long? status = reader.ReadInteger();
        (int order, int repeat) = HistoryKey.Place(key);
        Message message = new()
        {
            ChatId = Encoding.UTF8.GetString(HistoryKey.Chat(key)),
            NativeId = HistoryKey.NativeId(key),
            SentAtMillis = sentAt,
            Order = order,
            Repeat = repeat,
            Kind = kind is >= 0 and <= (long)MessageKind.Note ? (MessageKind)kind : MessageKind.Unknown,
            Status = status is >= (long)MessageStatus.Pending and <= (long)MessageStatus.Failed ? (MessageStatus)status : null,
            Outgoing = (flags & FlagOutgoingKnown) != 0 ? (flags & FlagOutgoing) != 0 : null,
            Starred = (flags & FlagStarred) != 0,
            Forwarded = (flags & FlagForwarded) != 0,
            ReceivedAtMillis = Plus(reader.ReadInteger(), sentAt),
            SenderId = reader.ReadText(),
            Text = reader.ReadText(),
            EditedAtMillis = Plus(reader.ReadInteger(), sentAt),
            RevokedAtMillis = Plus(reader.ReadInteger(), sentAt),
            ExpiresAtMillis = Plus(reader.ReadInteger(), sentAt),
            Attachments = ReadFirstAttachment(ref reader, (flags & FlagMissing) != 0),
            ReplyTo = ReadQuote(ref reader),
            Reactions = reader.Read() && reader.Type == FieldType.Text ? RecordParser.Reactions(reader.Bytes.ToArray()) : [],
        };
        if (reader.Read() && reader.Type == FieldType.Text)
        {
            message = RecordRest.Read(reader.Bytes.ToArray(), message);
        }

        return new StoredMessage(message, HistoryKey.Version(key), first, last);
    }

    private static IReadOnlyList<Attachment> ReadFirstAttachment(ref RecordReader reader, bool missing)
    {
        Attachment attachment = new()
        {
            Name = reader.ReadText(),
            Mime = reader.ReadText(),
            LengthBytes = reader.ReadInteger(),
            Sha256 = reader.Read() && reader.Type == FieldType.Blob ? reader.Bytes.ToArray() : null,
            Path = reader.ReadText(),
            Width = Small(reader.ReadInteger()),
            Height = Small(reader.ReadInteger()),
            DurationMillis = reader.ReadInteger(),
            Missing = missing,
        };
        attachment = AttachmentContent.IsThumbnailPath(attachment.Path) ? attachment with { IsThumbnail = true } : attachment;
        if (reader.Read() && reader.Type == FieldType.Text)
        {
            using JsonDocument document = JsonDocument.Parse(reader.Bytes.ToArray());
            attachment = AttachmentContent.Read(document.RootElement, attachment);
        }

        return attachment == None ? [] : [attachment];
    }

    private static Quote? ReadQuote(ref RecordReader reader)
    {
        Quote quote = new(reader.ReadText(), reader.ReadText(), reader.ReadText());
        return quote is { NativeId: null, SenderId: null, Text: null } ? null : quote;
    }

    private static long? Plus(long? difference, long sentAt) => difference is long value ? unchecked(value + sentAt) : null;

    private static int? Small(long? value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : null;
}
