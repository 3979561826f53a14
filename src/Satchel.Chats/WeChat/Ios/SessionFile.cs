using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>The file of one conversation in the list of them: a protobuf; see docs/formats/wechat-ios.md.</summary>
internal static class SessionFile
{
    /// <summary>The name that the conversation is shown under: 1.1.6, else 1.1.4; null where it says none.</summary>
    public static string? ReadName(ReadOnlySpan<byte> file)
    {
        string? shown = null;
        string? name = null;
        if (TryFind(file, 1, out ReadOnlySpan<byte> session) && TryFind(session, 1, out ReadOnlySpan<byte> contact))
        {
            shown = TryFind(contact, 6, out ReadOnlySpan<byte> display) ? Encoding.UTF8.GetString(display) : null;
            name = TryFind(contact, 4, out ReadOnlySpan<byte> nickname) ? Encoding.UTF8.GetString(nickname) : null;
        }

        return string.IsNullOrEmpty(shown) ? string.IsNullOrEmpty(name) ? null : name : shown;
    }

    private static bool TryFind(ReadOnlySpan<byte> message, int field, out ReadOnlySpan<byte> bytes)
    {
        ProtobufCursor fields = new(message);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber && fields.Field == field)
            {
                bytes = fields.Bytes;
                return true;
            }
        }

        bytes = default;
        return false;
    }
}
