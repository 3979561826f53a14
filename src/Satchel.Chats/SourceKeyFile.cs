using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.WeChat;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats;

/// <summary>
/// Reads the files that hold keys: WhatsApp's <c>key</c> and <c>encrypted_backup.key</c>, and text with one key a line.
/// </summary>
public static class SourceKeyFile
{
    private const int HexDigitsOfRootKey = 64;

    // new byte[n] as Java serialises it: stream magic and version, TC_ARRAY, the class "[B" with its serial number,
    // no fields, no super class; then the length, big-endian, and the bytes.
    private static ReadOnlySpan<byte> JavaByteArray =>
        [0xAC, 0xED, 0x00, 0x05, 0x75, 0x72, 0x00, 0x02, 0x5B, 0x42, 0xAC, 0xF3, 0x17, 0xF8, 0x06, 0x08, 0x54, 0xE0, 0x02, 0x00, 0x00, 0x78, 0x70];

    /// <summary>Reads a file and adds what it holds.</summary>
    /// <exception cref="ChatFormatException">It holds no keys.</exception>
    public static void Read(string path, SourceKeys keys)
    {
        string where = Path.GetFileName(path);
        byte[] bytes = new byte[CryptLimits.MaxKeyFileBytes + 1];
        try
        {
            int length;
            using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0))
            {
                length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            }

            Read(bytes.AsSpan(0, length), where, keys);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Reads the content of such a file and adds what it holds.</summary>
    /// <param name="content">The content.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <param name="keys">Where the keys go.</param>
    /// <exception cref="ChatFormatException">It holds no keys.</exception>
    public static void Read(ReadOnlySpan<byte> content, string where, SourceKeys keys)
    {
        if (content.Length > CryptLimits.MaxKeyFileBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"is longer than {CryptLimits.MaxKeyFileBytes} bytes, which no key file is");
        }

        if (content.StartsWith(JavaByteArray[..4]))
        {
            keys.Add(ReadJava(content, where));
            return;
        }

        if (System.Text.Unicode.Utf8.IsValid(content) && content.IndexOfAnyInRange((byte)0, (byte)8) < 0)
        {
            ReadText(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content, where, keys);
            return;
        }

        keys.Add(OfPayload(content) ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "is neither a key file of WhatsApp nor text in UTF-8"));
    }

    private static SourceKey ReadJava(ReadOnlySpan<byte> content, string where)
    {
        int start = JavaByteArray.Length + 4;
        if (content.Length < start)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, $"ends after {content.Length} bytes; a key file has 59 or 158");
        }

        if (!content.StartsWith(JavaByteArray))
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "is a Java object, and not the byte array that a key file is");
        }

        uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(content[JavaByteArray.Length..]);
        if (length != (uint)(content.Length - start))
        {
            ChatFormatProblem problem = length > (uint)(content.Length - start) ? ChatFormatProblem.Truncated : ChatFormatProblem.Damaged;
            throw new ChatFormatException(problem, where, $"says it holds {length} bytes and holds {content.Length - start}");
        }

        return OfPayload(content[start..])
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, $"holds {length} bytes; a key of crypt15 has 32, one of crypt12 and crypt14 has 131");
    }

    private static SourceKey? OfPayload(ReadOnlySpan<byte> payload) => payload.Length switch
    {
        GcmCipher.KeyBytes => new SourceKey(SourceKeyKind.RootKey, payload.ToArray()),
        WhatsAppKeyFile.PayloadBytes => new SourceKey(SourceKeyKind.WhatsAppKeyFile, payload.ToArray()),
        _ => null,
    };

    private static void ReadText(ReadOnlySpan<byte> text, string where, SourceKeys keys)
    {
        // WhatsApp shows the 64 digits in groups over several lines; copied as they stand they are still one key.
        if (TryReadRootKey(text, skipComments: true, out byte[] whole))
        {
            keys.Add(new SourceKey(SourceKeyKind.RootKey, whole));
            return;
        }

        int lines = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range].TrimEnd((byte)'\r');
            ReadOnlySpan<byte> trimmed = line.Trim(" \t"u8);
            if (trimmed.IsEmpty || trimmed[0] == (byte)'#')
            {
                continue;
            }

            if (++lines > CryptLimits.MaxKeys)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"has more than {CryptLimits.MaxKeys} keys");
            }

            if (TryReadRootKey(line, skipComments: false, out byte[] rootKey))
            {
                keys.Add(new SourceKey(SourceKeyKind.RootKey, rootKey));
            }
            else if (WeChatKeyLine.IsOne(Encoding.UTF8.GetString(trimmed)))
            {
                WeChatKeyLine.Read(Encoding.UTF8.GetString(trimmed), where, keys);
            }
            else
            {
                keys.Add(new SourceKey(SourceKeyKind.Passphrase, line.ToArray()));
            }
        }

        if (lines == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "holds no key");
        }
    }

    /// <summary>Whether a text is 64 hex digits, in groups or not.</summary>
    private static bool TryReadRootKey(ReadOnlySpan<byte> text, bool skipComments, out byte[] key)
    {
        key = [];
        Span<byte> digits = stackalloc byte[HexDigitsOfRootKey];
        int count = 0;
        bool comment = false;
        foreach (byte b in text)
        {
            comment = skipComments && b != (byte)'\n' && (comment || b == (byte)'#');
            if (comment || b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'-')
            {
                continue;
            }

            if (!char.IsAsciiHexDigit((char)b) || count == HexDigitsOfRootKey)
            {
                return false;
            }

            digits[count++] = b;
        }

        if (count == HexDigitsOfRootKey)
        {
            key = new byte[GcmCipher.KeyBytes];
            _ = Convert.FromHexString(digits, key, out _, out _);
        }

        CryptographicOperations.ZeroMemory(digits);
        return key.Length > 0;
    }
}
