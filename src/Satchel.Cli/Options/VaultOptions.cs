using System.CommandLine;
using Satchel.Storage;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>Which vault, and what opens it.</summary>
internal sealed class VaultOptions
{
    private readonly Option<string?> _vault = new("--vault") { HelpName = "VAULT", Description = "the vault: a folder, s3://bucket/prefix, or https://host/name on a Satchel cloud; else SATCHEL_VAULT" };

    private readonly SecretOptions _secret = new();

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_vault, .. _secret.All];

    /// <summary>Where the vault lies.</summary>
    public string Location(ParseResult arguments, Session session)
    {
        if (arguments.GetValue(_vault) is { Length: > 0 } given)
        {
            return given;
        }

        return session.Variable("SATCHEL_VAULT")
            ?? throw CommandException.BadUsage("no vault is named", "give --vault VAULT, or set SATCHEL_VAULT; 'satchel init' makes a vault");
    }

    /// <summary>Opens the vault with the secret that was given, this device's own key, or a passphrase that is asked for.</summary>
    public async Task<OpenVault> OpenAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string location = Location(arguments, session);
        IBlobStore store = BlobStores.Open(location, session.Storage);
        try
        {
            Vault vault = await UnlockAsync(store, arguments, session, cancellationToken);
            return new OpenVault(vault, store, location);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private async Task<Vault> UnlockAsync(IBlobStore store, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        var home = new VaultHome(session.Home.Config, session.Home.Cache, session.Time);
        using VaultSecret? given = _secret.Find(arguments, session);
        if (given is not null)
        {
            return await Vault.OpenAsync(store, given, home, session.Time, cancellationToken);
        }

        if (await Vault.IsTrustedAsync(store, home, cancellationToken))
        {
            return await Vault.OpenAsync(store, null, home, session.Time, cancellationToken);
        }

        using VaultSecret asked = SecretOptions.Ask(session, store.Description);
        return await Vault.OpenAsync(store, asked, home, session.Time, cancellationToken);
    }
}
