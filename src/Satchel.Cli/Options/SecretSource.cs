using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>The secret of one run: what options named, or what was asked for when it was first needed, so that nobody is asked twice.</summary>
internal sealed class SecretSource(VaultSecret? given, Session session) : IDisposable
{
    /// <summary>What options or the environment named, or what was asked for already.</summary>
    public VaultSecret? Given { get; private set; } = given;

    /// <summary>The same, else a passphrase that is asked for.</summary>
    /// <param name="what">What it is the passphrase of.</param>
    public VaultSecret GetOrAsk(string what) => Given ??= SecretOptions.Ask(session, what);

    /// <inheritdoc/>
    public void Dispose() => Given?.Dispose();
}
