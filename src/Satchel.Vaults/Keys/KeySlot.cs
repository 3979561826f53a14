using System.Security.Cryptography;
using System.Text;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Keys;

/// <summary>One way to open the vault (docs/format.md, section 5.3): an X25519 key pair, and the key of each epoch sealed to it.</summary>
internal sealed record KeySlot
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public const int MaxNameLength = 200;
    public const int WrappedKeyBytes = NonceBytes + Sodium.KeyBytes + TagBytes;

    public required string Slot { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>Of a passphrase only.</summary>
    public PassphraseCost? Cost { get; init; }

    /// <summary>Of a passphrase only: the private key, sealed under what the passphrase makes.</summary>
    public byte[]? PrivateKey { get; init; }

    public required IReadOnlyList<byte[]> Epochs { get; init; }

    public KeySlotName FileName => new(Slot, Epochs.Count);

    public KeySlotInfo Info => new(Slot, Kind, Name, CreatedAt);

    /// <summary>A slot for whoever holds <paramref name="privateKey"/>.</summary>
    public static KeySlot Create(string kind, string name, DateTimeOffset createdAt, ReadOnlySpan<byte> privateKey, IReadOnlyList<Secret> epochKeys)
    {
        byte[] publicKey = Sodium.PublicKeyOf(privateKey);
        return new KeySlot
        {
            Slot = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyRing.IdBytes)),
            Kind = kind,
            Name = Shortened(name),
            CreatedAt = createdAt,
            PublicKey = publicKey,
            Epochs = [.. epochKeys.Select(key => Sodium.SealTo(publicKey, key.Span))],
        };
    }

    /// <summary>A slot for whoever knows <paramref name="passphrase"/>.</summary>
    public static KeySlot Create(PassphraseSecret passphrase, string name, TimeProvider time, IReadOnlyList<Secret> epochKeys)
    {
        using Secret privateKey = Secret.Random(Sodium.KeyBytes);
        KeySlot slot = Create(KeySlotKind.Passphrase, name, time.GetUtcNow(), privateKey.Span, epochKeys);
        (PassphraseCost cost, Secret wrapping) = PassphraseCost.Tune(passphrase, time);
        byte[] wrapped = new byte[WrappedKeyBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        using Secret zeroed = wrapping;
        using var aes = new AesGcm(wrapping.Span, TagBytes);
        aes.Encrypt(wrapped.AsSpan(0, NonceBytes), privateKey.Span, wrapped.AsSpan(NonceBytes, Sodium.KeyBytes), wrapped.AsSpan(NonceBytes + Sodium.KeyBytes), BoundTo(slot.Slot));
        return slot with { Cost = cost, PrivateKey = wrapped };
    }

    /// <summary>The same slot with the epochs that it lacks of <paramref name="epochKeys"/>.</summary>
    public KeySlot WithEpochs(IReadOnlyList<Secret> epochKeys) =>
        this with { Epochs = [.. Epochs, .. epochKeys.Skip(Epochs.Count).Select(key => Sodium.SealTo(PublicKey, key.Span))] };

    /// <summary>The slot's private key, if this secret is the one that opens it; else null. Costs what a passphrase costs.</summary>
    public Secret? TryUnlock(VaultSecret secret, ReadOnlySpan<byte> vaultId)
    {
        Secret? privateKey = secret switch
        {
            PassphraseSecret passphrase when Kind == KeySlotKind.Passphrase => Unwrap(passphrase),
            RecoveryCodeSecret when Kind == KeySlotKind.Recovery => RecoveryPrivateKey(secret.Bytes, vaultId),
            DeviceKeySecret device when Kind == KeySlotKind.Device && device.Slot == Slot => new Secret(device.Bytes.Span),
            _ => null,
        };

        if (privateKey is not null && !Sodium.PublicKeyOf(privateKey.Span).AsSpan().SequenceEqual(PublicKey))
        {
            privateKey.Dispose();
            return null;
        }

        return privateKey;
    }

    /// <summary>The keys of all epochs.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: one was not sealed to this slot.</exception>
    public IReadOnlyList<Secret> OpenEpochs(Secret privateKey)
    {
        var keys = new List<Secret>(Epochs.Count);
        foreach (byte[] box in Epochs)
        {
            var key = new Secret(KeyDerivation.KeyBytes);
            keys.Add(key);
            if (!Sodium.TryOpenSealed(PublicKey, privateKey.Span, box, key.Span))
            {
                keys.ForEach(opened => opened.Dispose());
                throw new VaultException(VaultProblem.Damaged, $"{FileName.Blob} is damaged: the key of epoch {keys.Count - 1} in it does not open");
            }
        }

        return keys;
    }

    /// <summary>The private key that a recovery code makes in a vault.</summary>
    public static Secret RecoveryPrivateKey(Secret code, ReadOnlySpan<byte> vaultId) => KeyDerivation.Derive(code.Span, vaultId, KeyDerivation.Recovery);

    private static byte[] BoundTo(string slot) => Encoding.ASCII.GetBytes("satchel key slot " + slot);

    // Cut between characters; half of a surrogate pair is no text.
    private static string Shortened(string name)
    {
        string whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
        if (whole.Length <= MaxNameLength)
        {
            return whole;
        }

        return char.IsHighSurrogate(whole[MaxNameLength - 1]) ? whole[..(MaxNameLength - 1)] : whole[..MaxNameLength];
    }

    private Secret? Unwrap(PassphraseSecret passphrase)
    {
        using Secret wrapping = Cost!.Derive(passphrase);
        using var aes = new AesGcm(wrapping.Span, TagBytes);
        var privateKey = new Secret(Sodium.KeyBytes);
        ReadOnlySpan<byte> wrapped = PrivateKey;
        try
        {
            aes.Decrypt(wrapped[..NonceBytes], wrapped.Slice(NonceBytes, Sodium.KeyBytes), wrapped[^TagBytes..], privateKey.Span, BoundTo(Slot));
            return privateKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            privateKey.Dispose();
            return null;
        }
    }
}
