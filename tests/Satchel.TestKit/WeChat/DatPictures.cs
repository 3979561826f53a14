using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.TestKit.WeChat;

/// <summary>Makes <c>.dat</c> pictures of every kind, as their description says.</summary>
public static class DatPictures
{
    private const int BlockBytes = 16;

    /// <summary>The whole of it masked.</summary>
    public static byte[] Masked(byte[] content, byte mask) => [.. content.Select(b => (byte)(b ^ mask))];

    /// <summary>V1, whose key is everybody's.</summary>
    public static byte[] First(byte[] content, byte mask, int encrypted = 1024, int masked = 600) => Make((byte)'1', content, Encoding.ASCII.GetBytes("cfcd208495d565ef"), mask, encrypted, masked);

    /// <summary>V2, with the account's key.</summary>
    public static byte[] Second(byte[] content, byte[] key, byte mask, int encrypted = 1024, int masked = 600) => Make((byte)'2', content, key, mask, encrypted, masked);

    private static byte[] Make(byte version, byte[] content, byte[] key, byte mask, int encrypted, int masked)
    {
        int front = Math.Min(encrypted, content.Length);
        int end = Math.Min(masked, content.Length - front);
        byte[] head = new byte[15];
        ((byte[])[7, 8, (byte)'V', version, 8, 7]).CopyTo(head, 0);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(6), front);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(10), end);
        head[14] = 1;
        int padding = BlockBytes - (front % BlockBytes);
        byte[] padded = [.. content[..front], .. Enumerable.Repeat((byte)padding, padding)];
        using var aes = Aes.Create();
        aes.Key = key;
        return [.. head, .. aes.EncryptEcb(padded, PaddingMode.None), .. content[front..^end], .. Masked(content[^end..], mask)];
    }
}
