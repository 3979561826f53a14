namespace Satchel.Vaults.Keys;

/// <summary>What a person or a device opens a vault with. Zeroed when disposed; never in a message.</summary>
public abstract class VaultSecret : IDisposable
{
    private protected VaultSecret(Secret secret) => Bytes = secret;

    /// <summary>The secret itself.</summary>
    internal Secret Bytes { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Bytes.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The kind of secret, and nothing of it.</summary>
    public sealed override string ToString() => GetType().Name;
}
