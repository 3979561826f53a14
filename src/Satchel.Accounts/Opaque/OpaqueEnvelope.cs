using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The envelope of RFC 9807, section 4: nothing in it but a nonce and a MAC; the client's key follows from the passphrase.</summary>
internal static class OpaqueEnvelope
{
    /// <summary>Makes the envelope, and what comes with it.</summary>
    public static (byte[] Record, byte[] ExportKey) Store(ReadOnlySpan<byte> randomized, ReadOnlySpan<byte> serverKey, ReadOnlySpan<byte> nonce, OpaqueParties parties)
    {
        byte[] privateKey = PrivateKey(randomized, nonce);
        byte[] publicKey = Ristretto255.PublicKeyOf(privateKey);
        byte[] maskingKey = MaskingKey(randomized);
        byte[] tag = Tag(randomized, nonce, serverKey, publicKey, parties);
        byte[] exportKey = OpaqueKeys.Expand(randomized, [.. nonce, .. "ExportKey"u8], OpaqueSizes.Hash);
        CryptographicOperations.ZeroMemory(privateKey);
        return ([.. publicKey, .. maskingKey, .. nonce, .. tag], exportKey);
    }

    /// <summary>Opens it: the client's private key and the export key; null where the passphrase is wrong, or something was changed.</summary>
    public static (byte[] PrivateKey, byte[] PublicKey, byte[] ExportKey)? TryRecover(ReadOnlySpan<byte> randomized, ReadOnlySpan<byte> serverKey, ReadOnlySpan<byte> envelope, OpaqueParties parties)
    {
        ReadOnlySpan<byte> nonce = envelope[..OpaqueSizes.Nonce];
        byte[] privateKey = PrivateKey(randomized, nonce);
        byte[] publicKey = Ristretto255.PublicKeyOf(privateKey);
        byte[] tag = Tag(randomized, nonce, serverKey, publicKey, parties);
        if (!CryptographicOperations.FixedTimeEquals(tag, envelope[OpaqueSizes.Nonce..]))
        {
            CryptographicOperations.ZeroMemory(privateKey);
            return null;
        }

        return (privateKey, publicKey, OpaqueKeys.Expand(randomized, [.. nonce, .. "ExportKey"u8], OpaqueSizes.Hash));
    }

    /// <summary>The key that hides the envelope from whoever does not know the passphrase.</summary>
    public static byte[] MaskingKey(ReadOnlySpan<byte> randomized) => OpaqueKeys.Expand(randomized, "MaskingKey"u8, OpaqueSizes.Hash);

    private static byte[] PrivateKey(ReadOnlySpan<byte> randomized, ReadOnlySpan<byte> nonce)
    {
        byte[] seed = OpaqueKeys.Expand(randomized, [.. nonce, .. "PrivateKey"u8], OpaqueSizes.Seed);
        byte[] key = OpaqueKeys.DerivePrivateKey(seed);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    private static byte[] Tag(ReadOnlySpan<byte> randomized, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> serverKey, byte[] publicKey, OpaqueParties parties)
    {
        byte[] authKey = OpaqueKeys.Expand(randomized, [.. nonce, .. "AuthKey"u8], OpaqueSizes.Hash);
        byte[] serverIdentity = parties.Server ?? serverKey.ToArray();
        byte[] tag = HMACSHA512.HashData(authKey, (byte[])[.. nonce, .. serverKey, .. Oprf.Prefixed(serverIdentity), .. Oprf.Prefixed(parties.Client ?? publicKey)]);
        CryptographicOperations.ZeroMemory(authKey);
        return tag;
    }
}
