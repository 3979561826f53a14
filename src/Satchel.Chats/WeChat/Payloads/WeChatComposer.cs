using System.Globalization;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Makes a <see cref="Message"/> of a row, what its content says, and the files that were found.</summary>
internal static class WeChatComposer
{
    /// <summary>Composes one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="content">What <see cref="PayloadReader"/> read of it.</param>
    /// <param name="attachments">
    /// Where its files lie, in the order of <see cref="PayloadContent.Media"/>: what they do not tell (name, media type, size, duration) the payload does. A file that only the payload
    /// knows of is there as one that is missing; a thumbnail comes after what it is of.
    /// </param>
    public static Message Compose(WeChatRow row, PayloadContent content, IReadOnlyList<Attachment> attachments)
    {
        long serverId = content.RecalledServerId != 0 ? content.RecalledServerId : row.ServerId;
        return new Message
        {
            ChatId = row.ChatId,
            NativeId = serverId == 0 ? null : serverId.ToString(CultureInfo.InvariantCulture),
            SentAtMillis = row.SentAtMillis,
            Order = row.Order,
            Repeat = row.Repeat,
            Kind = content.Kind,
            SenderId = SenderOf(row, content),
            Outgoing = OutgoingOf(row, content),
            Text = content.Text,
            Status = content.Kind is MessageKind.System or MessageKind.Call or MessageKind.Revoked ? null : row.Status,
            Attachments = AttachmentsOf(content, attachments),
            ReplyTo = content.ReplyTo,
            Mentions = content.Mentions,
            Body = content.Body,
            Raw = RawOf(row, content),
        };
    }

    // Stores mark notices as received or sent as they like: a notice is nobody's, and a recall is told by its words.
    private static bool? OutgoingOf(WeChatRow row, PayloadContent content) => content.Kind switch
    {
        MessageKind.System => false,
        MessageKind.Revoked => content.IsOwnRecall || row.Outgoing == true,
        _ => row.Outgoing,
    };

    private static string? SenderOf(WeChatRow row, PayloadContent content)
    {
        if (content.Kind == MessageKind.System)
        {
            return (content.Body as SystemBody)?.Actor;
        }

        string? peer = row.IsGroup || row.Outgoing is null || WeChatIds.IsUnknown(row.ChatId) ? null : row.ChatId;
        if (content.Kind == MessageKind.Revoked)
        {
            return OutgoingOf(row, content) == true ? row.OwnerId : content.SenderId ?? peer;
        }

        return row.Outgoing == true ? row.OwnerId : row.SenderId ?? content.SenderId ?? peer;
    }

    // Thumbnails follow the file they are of, and nothing that the payload tells is of them.
    private static List<Attachment> AttachmentsOf(PayloadContent content, IReadOnlyList<Attachment> found)
    {
        List<Attachment> attachments = [];
        int described = 0;
        foreach (Attachment attachment in found)
        {
            if (attachment.IsThumbnail && attachments.Count == 0 && content.Media.Count > 0)
            {
                attachments.Add(Fill(new Attachment(), content.Media[described++]));
            }

            attachments.Add(!attachment.IsThumbnail && described < content.Media.Count ? Fill(attachment, content.Media[described++]) : attachment);
        }

        attachments.AddRange(content.Media.Skip(described).Select(media => Fill(new Attachment(), media)));
        return attachments;
    }

    private static Attachment Fill(Attachment attachment, PayloadMedia media) => attachment with
    {
        Name = attachment.Name ?? media.Name,
        Mime = attachment.Mime ?? media.Mime,
        LengthBytes = attachment.LengthBytes ?? media.LengthBytes,
        Width = attachment.Width ?? media.Width,
        Height = attachment.Height ?? media.Height,
        DurationMillis = attachment.DurationMillis ?? media.DurationMillis,
    };

    private static string? RawOf(WeChatRow row, PayloadContent content)
    {
        using RawJson raw = new();
        if (content.Kind == MessageKind.Unknown)
        {
            raw.Add("type", row.Type);
        }

        raw.Add("payload", content.Payload);
        return raw.Take();
    }
}
