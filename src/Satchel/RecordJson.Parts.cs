using System.Text.Json;
using Satchel.Chats;

namespace Satchel;

/// <content>Attachments and bodies.</content>
public static partial class RecordJson
{
    /// <summary>Writes the members of an attachment into an object that was begun.</summary>
    internal static void WriteAttachmentMembers(Utf8JsonWriter writer, Attachment attachment)
    {
        WriteText(writer, "name"u8, attachment.Name);
        WriteText(writer, "mime"u8, attachment.Mime);
        WriteNumber(writer, "bytes"u8, attachment.LengthBytes);
        WriteText(writer, "sha256"u8, attachment.Sha256 is null ? null : Convert.ToHexStringLower(attachment.Sha256));
        WriteText(writer, "path"u8, attachment.Path);
        WriteNumber(writer, "width"u8, attachment.Width);
        WriteNumber(writer, "height"u8, attachment.Height);
        WriteNumber(writer, "durationMs"u8, attachment.DurationMillis);
        WriteTrue(writer, "missing"u8, attachment.Missing);
    }

    /// <summary>Writes a body as the member of its name.</summary>
    internal static void WriteBody(Utf8JsonWriter writer, MessageBody body)
    {
        switch (body)
        {
            case LocationBody location:
                WriteLocation(writer, location);
                break;
            case ContactsBody contacts:
                WriteContacts(writer, contacts);
                break;
            case LinkBody link:
                writer.WriteStartObject("link"u8);
                writer.WriteString("url"u8, link.Url);
                WriteText(writer, "title"u8, link.Title);
                WriteText(writer, "description"u8, link.Description);
                writer.WriteEndObject();
                break;
            case PollBody poll:
                WritePoll(writer, poll);
                break;
            case CallBody call:
                WriteCall(writer, call);
                break;
            case SystemBody system:
                writer.WriteStartObject("system"u8);
                writer.WriteString("event"u8, RecordNames.Of(system.Event));
                WriteText(writer, "actor"u8, system.Actor);
                WriteTexts(writer, "subjects"u8, system.Subjects);
                WriteText(writer, "text"u8, system.Text);
                writer.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"The record stream has no member for {body.GetType().Name}.");
        }
    }

    private static void WriteAttachments(Utf8JsonWriter writer, IReadOnlyList<Attachment> attachments)
    {
        if (attachments.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("attachments"u8);
        foreach (Attachment attachment in attachments)
        {
            writer.WriteStartObject();
            WriteAttachmentMembers(writer, attachment);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter writer, LocationBody location)
    {
        writer.WriteStartObject("location"u8);

        // JSON has no way to write what is not a number.
        if (double.IsFinite(location.Latitude) && double.IsFinite(location.Longitude))
        {
            writer.WriteNumber("latitude"u8, location.Latitude);
            writer.WriteNumber("longitude"u8, location.Longitude);
        }

        WriteText(writer, "name"u8, location.Name);
        WriteText(writer, "address"u8, location.Address);
        writer.WriteEndObject();
    }

    private static void WriteContacts(Utf8JsonWriter writer, ContactsBody contacts)
    {
        writer.WriteStartArray("contacts"u8);
        foreach (ContactCard card in contacts.Contacts)
        {
            writer.WriteStartObject();
            WriteText(writer, "name"u8, card.Name);
            WriteText(writer, "vcard"u8, card.Vcard);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePoll(Utf8JsonWriter writer, PollBody poll)
    {
        writer.WriteStartObject("poll"u8);
        WriteText(writer, "question"u8, poll.Question);
        writer.WriteStartArray("options"u8);
        foreach (PollOption option in poll.Options)
        {
            writer.WriteStartObject();
            writer.WriteString("text"u8, option.Text);
            writer.WriteStartArray("voters"u8);
            foreach (string voter in option.Voters)
            {
                writer.WriteStringValue(voter);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter writer, CallBody call)
    {
        writer.WriteStartObject("call"u8);
        if (call.Video is bool video)
        {
            writer.WriteBoolean("video"u8, video);
        }

        WriteText(writer, "outcome"u8, call.Outcome is CallOutcome outcome ? RecordNames.Of(outcome) : null);
        WriteNumber(writer, "durationSeconds"u8, call.DurationSeconds);
        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is long value)
        {
            writer.WriteNumber(name, value);
        }
    }
}
