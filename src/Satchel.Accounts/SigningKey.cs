using System.Security.Cryptography;
using System.Text;
using Satchel.Accounts.Native;

namespace Satchel.Accounts;

/// <summary>The Ed25519 key of an account or of a device. Its seed is zeroed when it is disposed, and never in a message.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>The length of a seed, and of the recovery secret that an account's key is derived from.</summary>
    public const int SeedBytes = 32;

    /// <summary>The length of a public key.</summary>
    public const int PublicKeyBytes = Sodium.KeyBytes;

    // Dated, so that no later scheme derives the same key for something else.
    private const string AccountLabel = "satchel 2026-11-21 account";

    private readonly byte[] _seed;
    private readonly byte[] _publicKey;
    private bool _disposed;

    private SigningKey(byte[] pinnedSeed)
    {
        _seed = pinnedSeed;
        _publicKey = Sodium.VerificationKeyOf(_seed);
    }

    /// <summary>The key that anybody may know, 32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey => _publicKey;

    /// <summary>The key of the account that a recovery secret makes: its seed is HKDF-SHA256(secret, no salt, "satchel 2026-11-21 account").</summary>
    /// <param name="recoverySecret">32 bytes, the caller's to zero.</param>
    public static SigningKey OfAccount(ReadOnlySpan<byte> recoverySecret)
    {
        RequireSeed(recoverySecret);
        byte[] seed = NewSeed();
        HKDF.DeriveKey(HashAlgorithmName.SHA256, recoverySecret, seed, [], Encoding.ASCII.GetBytes(AccountLabel));
        return new SigningKey(seed);
    }

    /// <summary>A new random key, for a device.</summary>
    public static SigningKey Create()
    {
        byte[] seed = NewSeed();
        RandomNumberGenerator.Fill(seed);
        return new SigningKey(seed);
    }

    /// <summary>A key that was kept.</summary>
    /// <param name="seed">32 bytes, the caller's to zero.</param>
    public static SigningKey FromSeed(ReadOnlySpan<byte> seed)
    {
        RequireSeed(seed);
        byte[] copy = NewSeed();
        seed.CopyTo(copy);
        return new SigningKey(copy);
    }

    /// <summary>Whether a signature is of this message and by the key of <paramref name="publicKey"/>; false also where the lengths are wrong.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeyBytes && signature.Length == Sodium.SignatureBytes && Sodium.Verify(publicKey, message, signature);

    /// <summary>A signature, 64 bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Sodium.Sign(_seed, message);
    }

    /// <summary>The seed, to be kept where only its owner reads it; the caller's to zero.</summary>
    public byte[] ExportSeed()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return [.. _seed];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_seed);
    }

    // Pinned, so that the garbage collector leaves no copies behind.
    private static byte[] NewSeed() => GC.AllocateUninitializedArray<byte>(SeedBytes, pinned: true);

    private static void RequireSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
        {
            throw new ArgumentException($"{SeedBytes} bytes were expected; got {seed.Length}.", nameof(seed));
        }
    }
}
