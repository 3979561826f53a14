using System.Text;

namespace Satchel.TestKit.WeChat;

/// <summary>Contents of files that begin as what they are, and go on as chance (always the same) has it.</summary>
public static class ConversationFiles
{
    /// <summary>A JPEG, by its first and last bytes.</summary>
    public static byte[] Jpeg(int seed, int length = 5000) => Begin(seed, length, [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0x00], [0xFF, 0xD9]);

    /// <summary>A GIF, by its first and last bytes.</summary>
    public static byte[] Gif(int seed, int length = 2000) => Begin(seed, length, "GIF89a"u8, [0x00, 0x3B]);

    /// <summary>An MP4, by its first box.</summary>
    public static byte[] Mp4(int seed, int length = 9000) => Begin(seed, length, [0, 0, 0, 24, .. "ftypmp42"u8, 0, 0, 0, 0, .. "mp42isom"u8], []);

    /// <summary>A PDF, by its first and last line.</summary>
    public static byte[] Pdf(int seed, int length = 3000) => Begin(seed, length, Encoding.ASCII.GetBytes("%PDF-1.4\n"), Encoding.ASCII.GetBytes("\n%%EOF\n"));

    /// <summary>A voice as the app keeps it: 02, the SILK header, then frames (length, bytes) of 20 ms each. The frames hold chance, no sound.</summary>
    public static byte[] Voice(int seed, int frames = 50)
    {
        Random random = new(seed);
        List<byte> voice = [0x02, .. "#!SILK_V3"u8];
        for (int i = 0; i < frames; i++)
        {
            byte[] frame = new byte[20 + random.Next(40)];
            random.NextBytes(frame);
            voice.AddRange([(byte)frame.Length, 0, .. frame]);
        }

        return [.. voice];
    }

    private static byte[] Begin(int seed, int length, ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        first.CopyTo(content);
        last.CopyTo(content.AsSpan(length - last.Length));
        return content;
    }
}
