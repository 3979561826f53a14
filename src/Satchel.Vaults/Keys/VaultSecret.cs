namespace Satchel.Vaults.Keys;

/// <summary>What a person or a device opens a vault with. Zeroed when disposed; never in a message.</summary>
public abstract class VaultSecret : IDisposable
{
    private protected VaultSecret(Secret secret) => Bytes = secret;

    /// <summary>The secret itself.</summary>
    internal Secret Bytes { get; }

    /// <summary>Copies the secret, for what derives another key from it; the caller zeroes the copy.</summary>
    public byte[] Export()
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(Bytes.Span.Length, pinned: true);
        Bytes.Span.CopyTo(copy);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bytes.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The kind of secret, and nothing of it.</summary>
    public sealed override string ToString() => GetType().Name;
}
