using System.Text;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// The app's serialised columns (<c>lvbuffer</c>): <c>{</c>, values without names in an order that is not public, <c>}</c>. A text is its length in two bytes, big-endian,
/// and the bytes. Of those of messages only the <c>msgsource</c> XML is read, which is found by how it begins.
/// </summary>
internal static class LvBuffer
{
    private const int MaxBytes = 1 << 20;

    private static ReadOnlySpan<byte> Start => "<msgsource"u8;

    private static ReadOnlySpan<byte> End => "</msgsource>"u8;

    /// <summary>The <c>msgsource</c> XML of a message's buffer; null where it holds none.</summary>
    public static string? ReadSource(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length is 0 or > MaxBytes || buffer[0] != (byte)'{')
        {
            return null;
        }

        int start = buffer.IndexOf(Start);
        int length = start < 0 ? -1 : buffer[start..].IndexOf(End);
        return length < 0 ? null : Encoding.UTF8.GetString(buffer.Slice(start, length + End.Length));
    }
}
