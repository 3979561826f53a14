using System.Text.Json;
using Satchel.Chats;

namespace Satchel.History;

/// <summary>The last field of a history record: what has no field of its own, as members of the record stream (docs/format.md, 10.3).</summary>
internal static class RecordRest
{
    /// <summary>Whether there is anything to write.</summary>
    public static bool IsNeeded(Message message) =>
        message.Attachments.Count > 1 || message.Mentions.Count > 0 || message.Body is not null || message.Raw is not null
        || (message.NativeId is string nativeId && HistoryKey.IsHashed(nativeId));

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter writer, Message message)
    {
        writer.WriteStartObject();
        if (message.NativeId is string nativeId && HistoryKey.IsHashed(nativeId))
        {
            writer.WriteString("nativeId"u8, nativeId);
        }

        if (message.Attachments.Count > 1)
        {
            writer.WriteStartArray("attachments"u8);
            foreach (Attachment attachment in message.Attachments.Skip(1))
            {
                WriteAttachment(writer, attachment);
            }

            writer.WriteEndArray();
        }

        RecordJson.WriteTexts(writer, "mentions"u8, message.Mentions);
        if (message.Body is not null)
        {
            RecordJson.WriteBody(writer, message.Body);
        }

        if (message.Raw is not null)
        {
            writer.WritePropertyName("raw"u8);
            writer.WriteRawValue(message.Raw, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    /// <summary>Completes a message with what the object says.</summary>
    public static Message Read(ReadOnlyMemory<byte> json, Message message)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement rest = document.RootElement;
        List<Attachment> attachments = [.. message.Attachments];
        if (rest.TryGetProperty("attachments"u8, out JsonElement others))
        {
            attachments.AddRange(others.EnumerateArray().Select(ReadAttachment));
        }

        return message with
        {
            NativeId = RecordParser.Text(rest, "nativeId"u8) ?? message.NativeId,
            Attachments = attachments,
            Mentions = RecordParser.Texts(rest, "mentions"u8),
            Body = RecordParser.Body(rest),
            Raw = rest.TryGetProperty("raw"u8, out JsonElement raw) ? raw.GetRawText() : null,
        };
    }

    private static void WriteAttachment(Utf8JsonWriter writer, Attachment attachment)
    {
        writer.WriteStartObject();
        RecordJson.WriteAttachmentMembers(writer, attachment);
        if (AttachmentContent.IsElsewhere(attachment))
        {
            writer.WritePropertyName("content"u8);
            AttachmentContent.Write(writer, attachment);
        }

        writer.WriteEndObject();
    }

    private static Attachment ReadAttachment(JsonElement element)
    {
        Attachment attachment = RecordParser.Attachment(element);
        attachment = attachment with { IsThumbnail = AttachmentContent.IsThumbnailPath(attachment.Path) };
        return element.TryGetProperty("content"u8, out JsonElement content) ? AttachmentContent.Read(content, attachment) : attachment;
    }
}
