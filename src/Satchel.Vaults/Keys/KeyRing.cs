using System.Security.Cryptography;
using Satchel.Vaults.Native;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Keys;

/// <summary>
/// The keys of an opened vault: the key of each epoch, and what is derived from them (docs/format.md, section 5.1).
/// Safe for use by several threads until it is disposed, which zeroes all of it.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    /// <summary>The length of a vault's and of a device's id.</summary>
    public const int IdBytes = 16;

    private readonly byte[] _vaultId;
    private readonly Secret _config;
    private readonly Secret _names;
    private readonly Secret _evidence;
    private volatile Secret[] _packs;
    private volatile Secret[] _epochs;   // set after the keys that are made of it: what names an epoch finds all of it

    /// <summary>Takes the vault keys of epochs 0, 1, …, which are the ring's from here on.</summary>
    public KeyRing(ReadOnlySpan<byte> vaultId, IReadOnlyList<Secret> epochKeys)
    {
        if (vaultId.Length != IdBytes || epochKeys.Count == 0)
        {
            throw new ArgumentException("A key ring needs a vault's id and at least one epoch's key.", nameof(epochKeys));
        }

        _vaultId = vaultId.ToArray();
        _epochs = [.. epochKeys];
        _packs = [.. epochKeys.Select(key => KeyDerivation.Derive(key.Span, _vaultId, KeyDerivation.Packs))];
        _config = KeyDerivation.Derive(epochKeys[0].Span, vaultId, KeyDerivation.Config);
        _names = KeyDerivation.Derive(epochKeys[0].Span, vaultId, KeyDerivation.Names);
        _evidence = KeyDerivation.Derive(epochKeys[0].Span, vaultId, KeyDerivation.Evidence);
    }

    /// <summary>The vault's id, 16 bytes.</summary>
    public ReadOnlyMemory<byte> VaultId => _vaultId;

    /// <summary>The epoch that new data is sealed in.</summary>
    public int CurrentEpoch => _epochs.Length - 1;

    /// <summary>Authenticates <c>satchel.json</c> and the key slots.</summary>
    public ReadOnlySpan<byte> ConfigKey => _config.Span;

    /// <summary>Keys the ids of objects.</summary>
    public ReadOnlySpan<byte> NamesKey => _names.Span;

    /// <summary>Keys the salts of history entries.</summary>
    public ReadOnlySpan<byte> EvidenceKey => _evidence.Span;

    /// <summary>The keys of all epochs, for sealing them to another slot.</summary>
    internal IReadOnlyList<Secret> EpochKeys => _epochs;

    /// <summary>The key of a pack.</summary>
    /// <param name="epoch">The epoch that the pack's header names.</param>
    /// <param name="salt">The pack's salt, 32 bytes.</param>
    /// <param name="key32">Takes the key.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: there is no such epoch.</exception>
    public void DerivePackKey(int epoch, ReadOnlySpan<byte> salt, Span<byte> key32) =>
        KeyDerivation.Derive(Of(_packs, epoch).Span, salt, KeyDerivation.Pack, key32);

    /// <summary>The key of a small sealed blob.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: there is no such epoch.</exception>
    public void DeriveBlobKey(int epoch, string kind, ReadOnlySpan<byte> salt, Span<byte> key32)
    {
        using Secret kindKey = KeyDerivation.Derive(Of(_epochs, epoch).Span, _vaultId, kind);
        KeyDerivation.Derive(kindKey.Span, salt, KeyDerivation.Blob, key32);
    }

    /// <summary>The id of an object (docs/format.md, section 6.1).</summary>
    public ObjectId IdOf(ObjectType type, Digest digest)
    {
        Span<byte> named = stackalloc byte[1 + Digest.LengthBytes];
        named[0] = (byte)type;
        digest.CopyTo(named[1..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_names.Span, named, hash);
        return ObjectId.Read(hash[..ObjectId.LengthBytes]);
    }

    /// <summary>Signs as a device: who holds the vault's first key may sign as each of its devices.</summary>
    public byte[] Sign(ReadOnlySpan<byte> device16, ReadOnlySpan<byte> message)
    {
        using Secret seed = SigningSeed(device16);
        return Sodium.Sign(seed.Span, message);
    }

    /// <summary>Whether a device's signature is good.</summary>
    public bool Verify(ReadOnlySpan<byte> device16, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using Secret seed = SigningSeed(device16);
        return Sodium.Verify(Sodium.VerificationKeyOf(seed.Span), message, signature);
    }

    /// <summary>HMAC-SHA256 under <see cref="ConfigKey"/>.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> text) => HMACSHA256.HashData(_config.Span, text);

    /// <summary>Goes on in the epochs that <paramref name="next"/>, a later ring of the same vault, has and this one lacks.</summary>
    public void GoOn(KeyRing next)
    {
        Secret[] added = [.. next.EpochKeys.Skip(_epochs.Length).Select(key => new Secret(key.Span))];
        _packs = [.. _packs, .. added.Select(key => KeyDerivation.Derive(key.Span, _vaultId, KeyDerivation.Packs))];
        _epochs = [.. _epochs, .. added];
    }

    /// <summary>Zeroes every key.</summary>
    public void Dispose()
    {
        foreach (Secret key in (IEnumerable<Secret>)[.. _epochs, .. _packs, _config, _names, _evidence])
        {
            key.Dispose();
        }
    }

    private static Secret Of(Secret[] keys, int epoch) => epoch >= 0 && epoch < keys.Length
        ? keys[epoch]
        : throw new VaultException(VaultProblem.Damaged, $"names epoch {epoch}; the vault has epochs 0 to {keys.Length - 1}");

    private Secret SigningSeed(ReadOnlySpan<byte> device16) => device16.Length == IdBytes
        ? KeyDerivation.Derive(_epochs[0].Span, _vaultId, KeyDerivation.Sign(device16))
        : throw new ArgumentException($"A device's id has {IdBytes} bytes; got {device16.Length}.", nameof(device16));
}
