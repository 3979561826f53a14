using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Satchel.Chats.WeChat.Media;

/// <summary>
/// Pictures of WeChat's desktop 4.x: a head, an encrypted beginning, a plain middle and a masked end (docs/formats/wechat-media.md).
/// </summary>
internal static class WxDat
{
    /// <summary>How long such a file may be: they are read into memory, and a picture is far shorter.</summary>
    public const int MaxStoredBytes = 128 << 20;

    /// <summary>The length of the head.</summary>
    public const int HeadBytes = 15;

    private const int MagicBytes = 6;
    private const int BlockBytes = 16;

    /// <summary>The key of version 1, the same for everybody.</summary>
    public static ReadOnlySpan<byte> KeyOfVersion1 => "cfcd208495d565ef"u8;

    private static ReadOnlySpan<byte> MagicOfVersion1 => [7, 8, (byte)'V', (byte)'1', 8, 7];

    private static ReadOnlySpan<byte> MagicOfVersion2 => [7, 8, (byte)'V', (byte)'2', 8, 7];

    /// <summary>Which version a file's first bytes say it is: 1, 2, or 0 for none.</summary>
    public static int VersionOf(ReadOnlySpan<byte> stored) => stored.StartsWith(MagicOfVersion1) ? 1 : stored.StartsWith(MagicOfVersion2) ? 2 : 0;

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="ChatFormatException">It is no such file, is cut short, or the key is another.</exception>
    public static byte[] Decode(ReadOnlyMemory<byte> file, byte[] key, byte mask, string where)
    {
        ReadOnlySpan<byte> stored = file.Span;
        if (VersionOf(stored) == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "does not begin as a picture of WeChat's desktop does");
        }

        if (stored.Length < HeadBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, "ends inside its head");
        }

        // There is always padding, a whole block of it where the clear bytes fill theirs.
        uint clear = BinaryPrimitives.ReadUInt32LittleEndian(stored[MagicBytes..]);
        uint masked = BinaryPrimitives.ReadUInt32LittleEndian(stored[(MagicBytes + sizeof(uint))..]);
        long encrypted = ((clear / BlockBytes) + 1L) * BlockBytes;
        if (HeadBytes + encrypted + masked > stored.Length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, $"says that {encrypted} and {masked} of its bytes are encoded, and has {stored.Length - HeadBytes}");
        }

        byte[] begin = Decrypt(stored.Slice(HeadBytes, (int)encrypted), key, where);
        ReadOnlySpan<byte> rest = stored[(HeadBytes + (int)encrypted)..];
        byte[] content = new byte[begin.Length + rest.Length];
        begin.CopyTo(content, 0);
        rest.CopyTo(content.AsSpan(begin.Length));
        foreach (ref byte value in content.AsSpan(content.Length - (int)masked))
        {
            value ^= mask;
        }

        return content;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> encrypted, byte[] key, string where)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        try
        {
            return aes.DecryptEcb(encrypted, PaddingMode.PKCS7);
        }
        catch (CryptographicException e)
        {
            throw new ChatFormatException(ChatFormatProblem.WrongKey, where, "does not open with the key of the account's pictures", e);
        }
    }
}
