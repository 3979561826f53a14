using Satchel.Vaults.Native;

namespace Satchel.Vaults.Keys;

/// <summary>The private key that a trusted device keeps, and the slot that it opens.</summary>
public sealed class DeviceKeySecret : VaultSecret
{
    /// <summary>The length of <see cref="PrivateKey"/>.</summary>
    public const int KeyBytes = Sodium.KeyBytes;

    /// <summary>Copies a key; <paramref name="privateKey"/> stays the caller's to zero.</summary>
    /// <exception cref="ArgumentException">The key has another length, or the slot is not 32 hex digits.</exception>
    public DeviceKeySecret(byte[] privateKey, string slot)
        : base(new Secret(Checked(privateKey)))
    {
        if (!KeySlotName.IsSlot(slot))
        {
            throw new ArgumentException("A slot is named by 32 hex digits.", nameof(slot));
        }

        Slot = slot;
    }

    /// <summary>The slot's id, 32 hex digits.</summary>
    public string Slot { get; }

    /// <summary>The X25519 private key, for the device to keep where nobody else reads.</summary>
    public ReadOnlySpan<byte> PrivateKey => Bytes.Span;

    private static byte[] Checked(byte[] privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        return privateKey.Length == KeyBytes
            ? privateKey
            : throw new ArgumentException($"A device key has {KeyBytes} bytes; got {privateKey.Length}.", nameof(privateKey));
    }
}
