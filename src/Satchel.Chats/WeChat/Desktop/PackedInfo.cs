using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What 4.x keeps of a message's files in <c>packed_info_data</c>: 32 hex digits that their names begin with.</summary>
internal static class PackedInfo
{
    private const int PictureField = 3;
    private const int PictureName = 4;
    private const int VideoField = 4;
    private const int VideoName = 8;
    private const int NameChars = 32;

    /// <summary>The name in the message's own blob; null where it has none.</summary>
    public static string? Read(ReadOnlySpan<byte> blob)
    {
        ProtobufCursor fields = new(blob);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber && fields.Field is PictureField or VideoField
                && FindName(fields.Bytes, fields.Field == PictureField ? PictureName : VideoName) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The name in the blob that <c>message_resource.db</c> has: the first text of 32 hex digits.</summary>
    public static string? FindAny(ReadOnlySpan<byte> blob)
    {
        for (int at = blob.IndexOf((byte)NameChars); at >= 0 && blob.Length - at > NameChars;)
        {
            if (NameOf(blob.Slice(at + 1, NameChars)) is { } name)
            {
                return name;
            }

            int next = blob[(at + 1)..].IndexOf((byte)NameChars);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static string? FindName(ReadOnlySpan<byte> message, int field)
    {
        ProtobufCursor fields = new(message);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber && fields.Field == field)
            {
                return NameOf(fields.Bytes);
            }
        }

        return null;
    }

    private static string? NameOf(ReadOnlySpan<byte> text)
    {
        if (text.Length != NameChars)
        {
            return null;
        }

        string name = Encoding.ASCII.GetString(text);
        return WeChatIds.IsHash(name) ? name : null;
    }
}
