using System.Buffers.Binary;
using System.Text;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// The column <c>thumb_image</c> of the legacy table: a Java-serialised <c>com.whatsapp.MediaData</c>. Only the file's path
/// is of use: a string of the stream (0x74, a length of two bytes big-endian, UTF-8).
/// </summary>
internal static class LegacyMediaData
{
    private const byte StringTag = 0x74;
    private const int MaxPathBytes = 4096;

    /// <summary>The path stored in it, or null.</summary>
    public static string? PathIn(ReadOnlySpan<byte> data)
    {
        int at = 0;
        while (at + 3 <= data.Length)
        {
            int tag = data[at..].IndexOf(StringTag);
            if (tag < 0 || at + tag + 3 > data.Length)
            {
                return null;
            }

            at += tag + 1;
            int length = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
            if (length is > 6 and <= MaxPathBytes && length <= data.Length - at - 2)
            {
                ReadOnlySpan<byte> text = data.Slice(at + 2, length);
                if (text.IndexOf("Media/"u8) >= 0 && text.IndexOfAnyInRange((byte)0, (byte)0x1F) < 0)
                {
                    return Encoding.UTF8.GetString(text);
                }
            }
        }

        return null;
    }
}
