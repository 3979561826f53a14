using System.Text;
using System.Text.Unicode;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>The name that somebody gave themselves: as it is, or since 2025 a protobuf in base64 whose field 1 is the name.</summary>
internal static class IosPushName
{
    private const int NameField = 1;
    private const int MaxStoredBytes = 4096;
    private const byte NameTag = (NameField << 3) | 2;

    /// <summary>The name; null where there is none.</summary>
    public static string? Read(string? stored)
    {
        if (string.IsNullOrEmpty(stored))
        {
            return null;
        }

        // A name could be base64 by chance; it would hardly be a whole protobuf that begins with a text.
        byte[] bytes = new byte[Math.Min(stored.Length, MaxStoredBytes)];
        if (stored.Length > MaxStoredBytes || !Convert.TryFromBase64String(stored, bytes, out int length) || length < 2 || bytes[0] != NameTag)
        {
            return stored;
        }

        ProtobufCursor fields = new(bytes.AsSpan(0, length));
        ReadOnlySpan<byte> name = default;
        while (fields.TryReadField())
        {
            name = fields.Field == NameField && !fields.IsNumber ? fields.Bytes : name;
        }

        return !fields.AtEnd || !Utf8.IsValid(name) ? stored : name.Length > 0 ? Encoding.UTF8.GetString(name) : null;
    }

    /// <summary>The form of newer apps.</summary>
    public static string Encode(string name)
    {
        ProtobufBuilder fields = new();
        fields.Add(NameField, Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(fields.Written);
    }
}
