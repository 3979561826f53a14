using System.CommandLine;
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
    public Task<OpenVault> OpenAsync(ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        OpenAsync(arguments, session, asOwner: false, cancellationToken);

    /// <summary>The same for upkeep, which deletes: on a cloud it is the account's owner who asks, and an account that is full lets its owner make room.</summary>
    public Task<OpenVault> OpenForUpkeepAsync(ParseResult arguments, Session session, bool dryRun, CancellationToken cancellationToken) =>
        OpenAsync(arguments, session, asOwner: !dryRun, cancellationToken);

    private async Task<OpenVault> OpenAsync(ParseResult arguments, Session session, bool asOwner, CancellationToken cancellationToken)
    {
        string location = Location(arguments, session);
        var opened = VaultStorage.Open(location, _secret.Find(arguments, session), session, asOwner);
        try
        {
            return new OpenVault(await UnlockAsync(opened, session, cancellationToken), opened, location);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private static async Task<Vault> UnlockAsync(VaultStorage storage, Session session, CancellationToken cancellationToken)
    {
        var home = new VaultHome(session.Home.Config, session.Home.Cache, session.Time);
        bool trusted = storage.Secret.Given is null && await Vault.IsTrustedAsync(storage.Store, home, cancellationToken);
        VaultSecret? secret = trusted ? null : storage.Secret.GetOrAsk(storage.Store.Description);
        return await Vault.OpenAsync(storage.Store, secret, home, session.Time, cancellationToken);
    }
}
