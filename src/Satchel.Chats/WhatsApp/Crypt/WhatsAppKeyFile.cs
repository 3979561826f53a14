namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>
/// The payload of WhatsApp's <c>key</c> file, for crypt12 and crypt14.
/// <code>
/// OFFSET  SIZE  MEANING
/// 0       2     cipher version 00 01
/// 2       1     key version 1, 2 or 3
/// 3       32    server salt
/// 35      16    google id salt
/// 51      32    SHA-256 of the google id salt
/// 83      16    zero
/// 99      32    AES-256 key
/// </code>
/// </summary>
internal sealed class WhatsAppKeyFile
{
    /// <summary>The length of the payload.</summary>
    public const int PayloadBytes = 131;

    private readonly byte[] _payload;

    public WhatsAppKeyFile(byte[] payload)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(payload.Length, PayloadBytes, nameof(payload));
        _payload = payload;
    }

    public byte KeyVersion => _payload[2];

    public ReadOnlySpan<byte> ServerSalt => _payload.AsSpan(3, 32);

    public ReadOnlySpan<byte> GoogleIdSalt => _payload.AsSpan(35, 16);

    public ReadOnlySpan<byte> Key => _payload.AsSpan(99, GcmCipher.KeyBytes);
}
