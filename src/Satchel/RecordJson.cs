using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel;

/// <summary>
/// Writes the objects of the record stream (docs/model.md): members in a fixed order, what is not known left out, times
/// RFC 3339 in UTC with milliseconds. One object a line is the caller's to see to: nothing here writes a line break.
/// </summary>
public static partial class RecordJson
{
    /// <summary>How a writer of record lines is set up: no spaces, and text as UTF-8 instead of escapes.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes an account's object.</summary>
    public static void WriteAccount(Utf8JsonWriter writer, Account account)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "account"u8);
        WriteAccountMembers(writer, account);
        writer.WriteEndObject();
    }

    /// <summary>Writes a participant's object.</summary>
    public static void WriteParticipant(Utf8JsonWriter writer, Participant participant)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "participant"u8);
        WriteParticipantMembers(writer, participant);
        writer.WriteEndObject();
    }

    /// <summary>Writes a chat's object.</summary>
    public static void WriteChat(Utf8JsonWriter writer, Chat chat)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "chat"u8);
        WriteChatMembers(writer, chat);
        writer.WriteEndObject();
    }

    /// <summary>Writes a message's object.</summary>
    public static void WriteMessage(Utf8JsonWriter writer, HistoryMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        WriteMessageMembers(writer, message);
        writer.WriteEndObject();
    }

    /// <summary>Writes what a message's object has beside its type into an object that was begun.</summary>
    public static void WriteMessageMembers(Utf8JsonWriter writer, HistoryMessage message)
    {
        Message content = message.Message;
        writer.WriteString("id"u8, message.Id);
        WriteText(writer, "nativeId"u8, content.NativeId);
        writer.WriteString("chat"u8, content.ChatId);
        WriteText(writer, "sender"u8, content.SenderId);
        if (content.Outgoing is bool outgoing)
        {
            writer.WriteBoolean("outgoing"u8, outgoing);
        }

        // 0 is how the model says that the source does not tell.
        WriteTime(writer, "sentAt"u8, content.SentAtMillis == 0 ? null : content.SentAtMillis);
        WriteTime(writer, "receivedAt"u8, content.ReceivedAtMillis);
        writer.WriteString("kind"u8, RecordNames.Of(content.Kind));
        WriteText(writer, "text"u8, content.Text);
        if (content.Status is MessageStatus status)
        {
            writer.WriteString("status"u8, RecordNames.Of(status));
        }

        WriteTrue(writer, "starred"u8, content.Starred);
        WriteTrue(writer, "forwarded"u8, content.Forwarded);
        WriteAttachments(writer, content.Attachments);
        WriteReply(writer, content.ReplyTo);
        WriteTexts(writer, "mentions"u8, content.Mentions);
        WriteReactions(writer, content.Reactions);
        WriteTime(writer, "editedAt"u8, content.EditedAtMillis);
        WriteTime(writer, "revokedAt"u8, content.RevokedAtMillis);
        WriteTime(writer, "expiresAt"u8, content.ExpiresAtMillis);
        if (content.Body is not null)
        {
            WriteBody(writer, content.Body);
        }

        WriteSeen(writer, message.Seen);
        if (content.Raw is not null)
        {
            writer.WritePropertyName("raw"u8);
            writer.WriteRawValue(content.Raw, skipInputValidation: true);
        }
    }

    internal static void WriteAccountMembers(Utf8JsonWriter writer, Account account)
    {
        writer.WriteString("app"u8, account.App);
        writer.WriteString("platform"u8, account.Platform);
        WriteText(writer, "id"u8, account.Id);
        WriteText(writer, "name"u8, account.Name);
    }

    internal static void WriteParticipantMembers(Utf8JsonWriter writer, Participant participant)
    {
        writer.WriteString("id"u8, participant.Id);
        WriteText(writer, "name"u8, participant.Name);
        WriteText(writer, "phone"u8, participant.Phone);
        WriteText(writer, "alias"u8, participant.Alias);
    }

    internal static void WriteChatMembers(Utf8JsonWriter writer, Chat chat)
    {
        writer.WriteString("id"u8, chat.Id);
        writer.WriteString("kind"u8, RecordNames.Of(chat.Kind));
        WriteText(writer, "title"u8, chat.Title);
        WriteTexts(writer, "participants"u8, chat.Participants);
        WriteTime(writer, "createdAt"u8, chat.CreatedAt?.ToUnixTimeMilliseconds());
        WriteTrue(writer, "archived"u8, chat.Archived);
    }

    internal static void WriteReactions(Utf8JsonWriter writer, IReadOnlyList<Reaction> reactions)
    {
        if (reactions.Count > 0)
        {
            writer.WritePropertyName("reactions"u8);
            WriteReactionArray(writer, reactions);
        }
    }

    internal static void WriteReactionArray(Utf8JsonWriter writer, IReadOnlyList<Reaction> reactions)
    {
        writer.WriteStartArray();
        foreach (Reaction reaction in reactions)
        {
            writer.WriteStartObject();
            WriteText(writer, "sender"u8, reaction.SenderId);
            writer.WriteString("emoji"u8, reaction.Emoji);
            WriteTime(writer, "at"u8, reaction.AtMillis);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    internal static void WriteTexts(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    internal static void WriteTrue(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    internal static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? millis)
    {
        Span<byte> text = stackalloc byte[RecordTime.LengthBytes];
        if (millis is long time && RecordTime.TryFormat(time, text))
        {
            writer.WriteString(name, text);
        }
    }

    /// <summary>The body's members as text, for what must tell two bodies apart.</summary>
    internal static string BodyText(MessageBody body)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, WriterOptions);
        writer.WriteStartObject();
        WriteBody(writer, body);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteReply(Utf8JsonWriter writer, Quote? quote)
    {
        if (quote is null)
        {
            return;
        }

        writer.WriteStartObject("replyTo"u8);
        WriteText(writer, "nativeId"u8, quote.NativeId);
        WriteText(writer, "sender"u8, quote.SenderId);
        WriteText(writer, "text"u8, quote.Text);
        writer.WriteEndObject();
    }

    private static void WriteSeen(Utf8JsonWriter writer, Seen? seen)
    {
        if (seen is null)
        {
            return;
        }

        writer.WriteStartObject("seen"u8);
        WriteTime(writer, "first"u8, seen.First.ToUnixTimeMilliseconds());
        WriteTime(writer, "last"u8, seen.Last.ToUnixTimeMilliseconds());
        WriteTime(writer, "removedAfter"u8, seen.RemovedAfter?.ToUnixTimeMilliseconds());
        writer.WriteEndObject();
    }
}
