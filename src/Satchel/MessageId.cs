using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel;

/// <summary>
/// The id that a message has wherever it is read from: it depends on the app, the chat and the app's own id, and where
/// there is none on the time in whole seconds, the sender, the kind and what it says (docs/format.md, 10.3).
/// </summary>
public static class MessageId
{
    /// <summary>The length of an id in bytes; twice as many hex digits.</summary>
    internal const int LengthBytes = 16;

    private const int StackBytes = 512;
    private const byte WithNativeId = 1;
    private const byte WithoutNativeId = 2;
    private const long MillisPerSecond = 1000;

    /// <summary>The id: 32 hex digits.</summary>
    public static string For(string app, Message message)
    {
        Span<byte> id = stackalloc byte[LengthBytes];
        Write(app, message, id);
        return Convert.ToHexStringLower(id);
    }

    /// <summary>Writes the 16 bytes of the id.</summary>
    internal static void Write(string app, Message message, Span<byte> id)
    {
        if (message.NativeId is string nativeId)
        {
            WriteHash(id, app, message.ChatId, nativeId, WithNativeId);
            return;
        }

        // What tells two such messages apart. An outgoing one is the owner's, whose id not every source knows.
        long seconds = Math.DivRem(message.SentAtMillis, MillisPerSecond, out long rest) - (rest < 0 ? 1 : 0);
        string sender = message.Outgoing == true ? "" : message.SenderId ?? "";
        string told = $"{seconds} {(int)message.Kind} {ContentHash(app, message)} {sender}";
        if (message.Repeat > 0)
        {
            told = $"{told}\0{message.Repeat}";   // said again in the same second: a message of its own
        }

        WriteHash(id, app, message.ChatId, told, WithoutNativeId);
    }

    private static void WriteHash(Span<byte> id, string app, string chatId, string tail, byte form)
    {
        int capacity = Encoding.UTF8.GetMaxByteCount(app.Length) + Encoding.UTF8.GetMaxByteCount(chatId.Length)
            + Encoding.UTF8.GetMaxByteCount(tail.Length) + (2 * sizeof(uint)) + 1;
        Span<byte> buffer = capacity <= StackBytes ? stackalloc byte[StackBytes] : new byte[capacity];
        int length = 0;
        buffer[length++] = form;
        length += WriteCounted(app, buffer[length..]);
        length += WriteCounted(chatId, buffer[length..]);
        length += Encoding.UTF8.GetBytes(tail, buffer[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer[..length], hash);
        hash[..LengthBytes].CopyTo(id);
    }

    private static int WriteCounted(string text, Span<byte> destination)
    {
        int length = Encoding.UTF8.GetBytes(text, destination[sizeof(uint)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)length);
        return length + sizeof(uint);
    }

    // Text and body, and the names of files; not whether a file was found, which changes while the message does not.
    // Of WeChat the payload tells all of that: names and media types of the same file differ from device to device.
    private static string ContentHash(string app, Message message)
    {
        StringBuilder content = new(message.Text);
        if (app == HistoryJoin.WeChat)
        {
            content.Append('\0').Append(message.Raw);
        }

        foreach (Attachment attachment in app == HistoryJoin.WeChat ? [] : message.Attachments)
        {
            if (!attachment.IsThumbnail)
            {
                content.Append('\0').Append(attachment.Name).Append('\0').Append(attachment.Mime);
            }
        }

        if (message.Body is not null)
        {
            content.Append('\0').Append(RecordJson.BodyText(message.Body));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }
}
