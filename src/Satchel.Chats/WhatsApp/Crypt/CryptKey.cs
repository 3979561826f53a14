using System.Security.Cryptography;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>A key that may open a container. Zeroed when disposed.</summary>
internal sealed class CryptKey : IDisposable
{
    private CryptKey(byte[] key, WhatsAppKeyFile? keyFile)
    {
        Key = key;
        KeyFile = keyFile;
    }

    /// <summary>The AES key.</summary>
    public byte[] Key { get; }

    /// <summary>The key file that it came from, if any.</summary>
    public WhatsAppKeyFile? KeyFile { get; }

    /// <summary>
    /// What tells this key from others without giving it away: it is one of 2^256 at random, so a hash of it cannot be reversed.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            Span<byte> hash = stackalloc byte[32];
            HMACSHA256.HashData(Key, "satchel whatsapp backup key"u8, hash);
            return Convert.ToHexStringLower(hash[..8]);
        }
    }

    /// <summary>The keys that could open a container, the one its header names first.</summary>
    public static List<CryptKey> For(CryptHeader header, SourceKeys keys)
    {
        List<CryptKey> candidates = [];
        foreach (SourceKey key in keys.All)
        {
            if (Derive(header.Container, key) is not { } candidate)
            {
                continue;
            }

            bool named = candidate.KeyFile is { } keyFile && header.Names(keyFile);
            candidates.Insert(named ? 0 : candidates.Count, candidate);
        }

        return candidates;
    }

    /// <summary>The key of crypt15: HKDF-SHA256 of the root key, without salt.</summary>
    public static byte[] DeriveBackupKey(ReadOnlySpan<byte> rootKey)
    {
        byte[] key = new byte[GcmCipher.KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, rootKey, key, salt: default, info: "backup encryption"u8);
        return key;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(Key);

    private static CryptKey? Derive(string container, SourceKey key) => (key.Kind, key.Bytes.Length) switch
    {
        (SourceKeyKind.RootKey, GcmCipher.KeyBytes) => new CryptKey(container == CryptHeader.Crypt15 ? DeriveBackupKey(key.Bytes) : [.. key.Bytes], null),
        (SourceKeyKind.WhatsAppKeyFile, WhatsAppKeyFile.PayloadBytes) when container != CryptHeader.Crypt15 => Of(new WhatsAppKeyFile(key.Bytes)),
        _ => null,
    };

    private static CryptKey Of(WhatsAppKeyFile keyFile) => new(keyFile.Key.ToArray(), keyFile);
}
