using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The derivations that OPAQUE's two sides share (RFC 9807, sections 4 and 6).</summary>
internal static class OpaqueKeys
{
    /// <summary>HKDF-Extract with no salt.</summary>
    public static byte[] Extract(ReadOnlySpan<byte> input)
    {
        byte[] key = GC.AllocateUninitializedArray<byte>(OpaqueSizes.Hash, pinned: true);
        HKDF.Extract(HashAlgorithmName.SHA512, input, [], key);
        return key;
    }

    /// <summary>HKDF-Expand.</summary>
    public static byte[] Expand(ReadOnlySpan<byte> key, ReadOnlySpan<byte> info, int lengthBytes)
    {
        byte[] expanded = GC.AllocateUninitializedArray<byte>(lengthBytes, pinned: true);
        HKDF.Expand(HashAlgorithmName.SHA512, key, expanded, info);
        return expanded;
    }

    /// <summary>The private key for Diffie-Hellman of a seed; the caller's to zero.</summary>
    public static byte[] DerivePrivateKey(ReadOnlySpan<byte> seed) => Oprf.DeriveKey(seed, "OPAQUE-DeriveDiffieHellmanKeyPair"u8);

    /// <summary>The key under which the function is evaluated for one credential.</summary>
    public static byte[] DeriveOprfKey(ReadOnlySpan<byte> oprfSeed, ReadOnlySpan<byte> credential)
    {
        byte[] seed = Expand(oprfSeed, [.. credential, .. "OprfKey"u8], OpaqueSizes.Seed);
        byte[] key = Oprf.DeriveKey(seed, "OPAQUE-DeriveKeyPair"u8);
        CryptographicOperations.ZeroMemory(seed);
        return key;
    }

    /// <summary>The key that the passphrase and the server's help give; null where the evaluated element is none.</summary>
    public static byte[]? TryRandomizePassword(ReadOnlySpan<byte> password, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> evaluated, KeyStretching stretching)
    {
        byte[]? output = Oprf.TryFinalize(password, blind, evaluated);
        if (output is null)
        {
            return null;
        }

        byte[] stretched = stretching.Stretch(output);
        byte[] both = [.. output, .. stretched];
        byte[] randomized = Extract(both);
        CryptographicOperations.ZeroMemory(output);
        CryptographicOperations.ZeroMemory(stretched);
        CryptographicOperations.ZeroMemory(both);
        return randomized;
    }

    /// <summary>Puts the mask of a credential response on, or takes it off.</summary>
    public static byte[] Mask(ReadOnlySpan<byte> maskingKey, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> content)
    {
        byte[] masked = Expand(maskingKey, [.. nonce, .. "CredentialResponsePad"u8], OpaqueSizes.Masked);
        for (int i = 0; i < masked.Length; i++)
        {
            masked[i] ^= content[i];
        }

        return masked;
    }

    /// <summary>The three products of Diffie-Hellman one after another; null where a key is none.</summary>
    public static byte[]? TryAgree(ReadOnlySpan<byte> scalar1, ReadOnlySpan<byte> key1, ReadOnlySpan<byte> scalar2, ReadOnlySpan<byte> key2, ReadOnlySpan<byte> scalar3, ReadOnlySpan<byte> key3)
    {
        byte[] secret = GC.AllocateUninitializedArray<byte>(3 * OpaqueSizes.Element, pinned: true);
        return Ristretto255.TryMultiply(scalar1, key1, secret.AsSpan(0, OpaqueSizes.Element))
            && Ristretto255.TryMultiply(scalar2, key2, secret.AsSpan(OpaqueSizes.Element, OpaqueSizes.Element))
            && Ristretto255.TryMultiply(scalar3, key3, secret.AsSpan(2 * OpaqueSizes.Element)) ? secret : null;
    }
}
