using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Satchel.Accounts.Messages;

/// <summary>Bytes in JSON as base64url without padding (RFC 4648, section 5).</summary>
public sealed class Base64UrlConverter : JsonConverter<byte[]>
{
    /// <inheritdoc/>
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("bytes are a string of base64url");
        }

        try
        {
            return Base64Url.DecodeFromChars(reader.GetString());
        }
        catch (FormatException error)
        {
            throw new JsonException("bytes are a string of base64url", error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Base64Url.EncodeToString(value));
}
