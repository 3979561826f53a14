using System.Globalization;
using System.Security.Cryptography;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Chats;

/// <summary>
/// How the contents of attachments are made of what is stored (<see cref="Attachment.Coding"/>). A coding is a name and what it takes, with
/// colons between; what it takes may be a key, so it stands in the encrypted history and nowhere else (docs/format.md, 10.3).
/// </summary>
public static class AttachmentCodings
{
    private const string XorName = "xor";
    private const string Wxdat1Name = "wxdat1";
    private const string Wxdat2Name = "wxdat2";
    private const string BackupName = "bak";
    private const string BackupPartName = "bak-part";
    private const int KeyBytes = 16;

    /// <summary>Each byte is masked with <paramref name="mask"/>.</summary>
    public static string Xor(byte mask) => $"{XorName}:{Hex(mask)}";

    /// <summary>A WeChat picture of the first version, whose key is the same for all.</summary>
    /// <param name="mask">The mask of its end.</param>
    public static string Wxdat1(byte mask) => $"{Wxdat1Name}:{Hex(mask)}";

    /// <summary>A WeChat picture of the second version.</summary>
    /// <param name="key">The account's 16 bytes; empty where the person gave none, so that the content cannot be had.</param>
    /// <param name="mask">The mask of its end.</param>
    public static string Wxdat2(ReadOnlySpan<byte> key, byte mask) =>
        key.IsEmpty ? Wxdat2Name : $"{Wxdat2Name}:{Convert.ToHexStringLower(key)}:{Hex(mask)}";

    /// <summary>An object of WeChat's backup to a computer: AES-128-ECB, padded at its end.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="isPart">Whether its end is not there, so that nothing is padding.</param>
    public static string Backup(ReadOnlySpan<byte> key, bool isPart) => $"{(isPart ? BackupPartName : BackupName)}:{Convert.ToHexStringLower(key)}";

    /// <summary>Whether a key is missing without which the content cannot be had.</summary>
    public static bool NeedsKey(string coding) => coding == Wxdat2Name;

    /// <summary>Gives the content. It is read asynchronously; what turns out to be no such thing ends the reading with a <see cref="ChatFormatException"/>.</summary>
    /// <param name="coding">The coding; null gives what is stored.</param>
    /// <param name="stored">What is stored, which the stream that is given disposes.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <exception cref="ChatFormatException">The coding is not known, or lacks a key.</exception>
    public static Stream Decode(string? coding, Stream stored, string where)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (coding is null)
        {
            return stored;
        }

        try
        {
            return Open(coding, stored, where);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    private static Stream Open(string coding, Stream stored, string where)
    {
        string[] parts = coding.Split(':');
        if (NeedsKey(coding))
        {
            throw new ChatFormatException(ChatFormatProblem.KeyNeeded, where, "is encrypted, and the key of the account's pictures was not given");
        }

        return (parts[0], parts.Length) switch
        {
            (XorName, 2) => new DecodingStream(stored, new MaskTransform(Byte(parts[1], where)), where),
            (Wxdat1Name, 2) => Picture(stored, WxDat.KeyOfVersion1.ToArray(), Byte(parts[1], where), where),
            (Wxdat2Name, 3) => Picture(stored, Key(parts[1], where), Byte(parts[2], where), where),
            (BackupName, 2) => Blocks(stored, Key(parts[1], where), PaddingMode.PKCS7, where),
            (BackupPartName, 2) => Blocks(stored, Key(parts[1], where), PaddingMode.None, where),
            _ => throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"is stored in a way that this version does not know ({parts[0]})"),
        };
    }

    private static WholeStream Picture(Stream stored, byte[] key, byte mask, string where) =>
        new(stored, WxDat.MaxStoredBytes, bytes => WxDat.Decode(bytes, key, mask, where), where);

    private static DecodingStream Blocks(Stream stored, byte[] key, PaddingMode padding, string where)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
#pragma warning disable CA5358 // The format is as it is: each block for itself.
        aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        aes.Padding = padding;
        return new DecodingStream(stored, aes.CreateDecryptor(), where);
    }

    private static string Hex(byte value) => value.ToString("x2", CultureInfo.InvariantCulture);

    private static byte Byte(string hex, string where) =>
        byte.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value) ? value : throw Broken(where);

    private static byte[] Key(string hex, string where)
    {
        byte[] key = new byte[KeyBytes];
        return hex.Length == 2 * KeyBytes && Convert.FromHexString(hex, key, out _, out _) == System.Buffers.OperationStatus.Done ? key : throw Broken(where);
    }

    private static ChatFormatException Broken(string where) =>
        new(ChatFormatProblem.Damaged, where, "is stored in a way whose description is broken");
}
