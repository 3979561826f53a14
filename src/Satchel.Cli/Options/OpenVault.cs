using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>A vault that a command works on, with the storage below it.</summary>
internal sealed class OpenVault(Vault vault, VaultStorage storage, string location) : IAsyncDisposable
{
    /// <summary>The vault.</summary>
    public Vault Vault { get; } = vault;

    /// <summary>What was typed for it.</summary>
    public string Location { get; } = location;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Vault.DisposeAsync();
        await storage.DisposeAsync();
    }
}
