using System.Security.Cryptography;
using System.Text;

namespace Satchel.Accounts;

// The recovery secret as the server keeps it, 61 bytes:
//   OFFSET  SIZE  MEANING
//   0       1     1
//   1       12    nonce
//   13      32    AES-256-GCM ciphertext of the secret; additional data: the account's id as text
//   45      16    tag
// The key is HKDF-SHA256(OPAQUE's export key, no salt, "satchel 2026-11-21 envelope"). The export key is known to the
// client alone, and another one after each registration, so one key never seals two secrets.

/// <summary>Seals the recovery secret under what only the passphrase gives, for the server to keep.</summary>
public static class RecoveryEnvelope
{
    /// <summary>The length of an envelope.</summary>
    public const int Bytes = 1 + NonceBytes + SigningKey.SeedBytes + TagBytes;

    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private const string Label = "satchel 2026-11-21 envelope";

    /// <summary>Seals a recovery secret.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> exportKey, string accountId, ReadOnlySpan<byte> recoverySecret)
    {
        if (recoverySecret.Length != SigningKey.SeedBytes)
        {
            throw new ArgumentException($"A recovery secret has {SigningKey.SeedBytes} bytes; got {recoverySecret.Length}.", nameof(recoverySecret));
        }

        byte[] envelope = new byte[Bytes];
        envelope[0] = Version;
        Span<byte> nonce = envelope.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = Cipher(exportKey);
        cipher.Encrypt(nonce, recoverySecret, envelope.AsSpan(1 + NonceBytes, SigningKey.SeedBytes), envelope.AsSpan(Bytes - TagBytes), Encoding.ASCII.GetBytes(accountId));
        return envelope;
    }

    /// <summary>Opens an envelope; null where it was not sealed with this key for this account, or was changed. The caller zeroes the secret.</summary>
    public static byte[]? TryOpen(ReadOnlySpan<byte> exportKey, string accountId, ReadOnlySpan<byte> envelope)
    {
        if (envelope.Length != Bytes || envelope[0] != Version)
        {
            return null;
        }

        byte[] secret = GC.AllocateUninitializedArray<byte>(SigningKey.SeedBytes, pinned: true);
        using AesGcm cipher = Cipher(exportKey);
        try
        {
            cipher.Decrypt(envelope.Slice(1, NonceBytes), envelope.Slice(1 + NonceBytes, SigningKey.SeedBytes), envelope[(Bytes - TagBytes)..], secret, Encoding.ASCII.GetBytes(accountId));
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(ReadOnlySpan<byte> exportKey)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, exportKey, key, [], Encoding.ASCII.GetBytes(Label));
        var cipher = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}
