using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>
/// What it takes to make a container again, kept beside the plain database. Nothing in it opens anything: the header holds
/// salts and an old nonce, the fingerprint is a hash of a random key.
/// </summary>
internal sealed record CryptParameters
{
    /// <summary>The header as it was, the old nonce included.</summary>
    public required CryptHeader Header { get; init; }

    /// <summary>Whether an MD5 of the file follows the tag.</summary>
    public required bool HasMd5 { get; init; }

    /// <summary>The zlib level that the stream's own header tells of; null where the plaintext is not compressed.</summary>
    public required int? ZlibLevel { get; init; }

    /// <summary>What crypt12 ends in: the last digits of the phone number, after two hyphens.</summary>
    public string? Suffix { get; init; }

    /// <summary>What the plaintext is.</summary>
    public CryptContent Content { get; init; }

    /// <summary><see cref="CryptKey.Fingerprint"/> of the key that opened it, or null.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>The parameters of a container that nothing is known about.</summary>
    public static CryptParameters ForNew(string container, WhatsAppKeyFile? keyFile) => new()
    {
        Header = CryptHeader.Make(container, keyFile, CryptMetadata.Minimal()),
        HasMd5 = true,
        ZlibLevel = 1,
        Suffix = container == CryptHeader.Crypt12 ? "00" : null,
        Content = CryptContent.Sqlite,
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ChatFormatException">It did not write this.</exception>
    public static CryptParameters Parse(string container, string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            CryptHeader header = CryptHeader.Read(root.GetProperty("header").GetBytesFromBase64(), container);
            if (header.Container == container)
            {
                return new CryptParameters
                {
                    Header = header,
                    HasMd5 = root.GetProperty("md5").GetBoolean(),
                    ZlibLevel = root.TryGetProperty("zlib", out JsonElement level) ? Math.Clamp(level.GetInt32(), 0, 9) : null,
                    Suffix = root.TryGetProperty("suffix", out JsonElement suffix) ? suffix.GetString() : null,
                    Content = Enum.TryParse(root.GetProperty("content").GetString(), ignoreCase: true, out CryptContent content) ? content : CryptContent.Other,
                    KeyFingerprint = root.TryGetProperty("key", out JsonElement key) ? key.GetString() : null,
                };
            }
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException and not ChatFormatException)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, container, "the kept parameters of the container are not readable", failure);
        }

        throw new ChatFormatException(ChatFormatProblem.Damaged, container, "the kept parameters are those of another container");
    }

    /// <summary>As JSON.</summary>
    public string ToJson()
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartObject();
            json.WriteString("container", Header.Container);
            json.WriteBase64String("header", Header.Bytes);
            json.WriteBoolean("md5", HasMd5);
            if (ZlibLevel is { } level)
            {
                json.WriteNumber("zlib", level);
            }

            if (Suffix is not null)
            {
                json.WriteString("suffix", Suffix);
            }

            json.WriteString("content", Content.ToString().ToLowerInvariant());
            if (KeyFingerprint is not null)
            {
                json.WriteString("key", KeyFingerprint);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
