using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>
/// What a server keeps for OPAQUE, made once: without it, nobody can sign in by passphrase any more. All servers of one
/// cloud share it. Zeroed when disposed.
/// </summary>
public sealed class OpaqueServerKeys : IDisposable
{
    /// <summary>The length of the kept form: the seed of the function's keys, then the private key.</summary>
    public const int Bytes = SeedBytes + Ristretto255.ScalarBytes;

    private const int SeedBytes = OpaqueSizes.Hash;

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(Bytes, pinned: true);

    private OpaqueServerKeys(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> privateKey)
    {
        seed.CopyTo(_bytes);
        privateKey.CopyTo(_bytes.AsSpan(SeedBytes));
        PublicKey = Ristretto255.PublicKeyOf(privateKey);
    }

    /// <summary>The server's public key.</summary>
    internal byte[] PublicKey { get; }

    internal ReadOnlySpan<byte> OprfSeed => _bytes.AsSpan(0, SeedBytes);

    internal ReadOnlySpan<byte> PrivateKey => _bytes.AsSpan(SeedBytes);

    /// <summary>New keys.</summary>
    public static OpaqueServerKeys Create()
    {
        Span<byte> seeds = stackalloc byte[SeedBytes + OpaqueSizes.Seed];
        RandomNumberGenerator.Fill(seeds);
        byte[] privateKey = OpaqueKeys.DerivePrivateKey(seeds[SeedBytes..]);
        var keys = new OpaqueServerKeys(seeds[..SeedBytes], privateKey);
        CryptographicOperations.ZeroMemory(seeds);
        CryptographicOperations.ZeroMemory(privateKey);
        return keys;
    }

    /// <summary>Keys that were kept.</summary>
    /// <param name="kept">What <see cref="Export"/> gave, the caller's to zero.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static OpaqueServerKeys FromBytes(ReadOnlySpan<byte> kept) => kept.Length == Bytes
        ? new OpaqueServerKeys(kept[..SeedBytes], kept[SeedBytes..])
        : throw new ArgumentException($"OPAQUE's keys have {Bytes} bytes; got {kept.Length}.", nameof(kept));

    /// <summary>The keys, to be kept secret; the caller's to zero.</summary>
    public byte[] Export() => [.. _bytes];

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
}
