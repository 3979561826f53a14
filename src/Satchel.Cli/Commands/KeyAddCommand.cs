using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel key add</c>: another passphrase.</summary>
internal sealed class KeyAddCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly Option<string?> _newPassphraseFile = new("--new-passphrase-file") { HelpName = "FILE", Description = "a file with the passphrase to add; else a prompt" };
    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Description = "what to call it in the list", DefaultValueFactory = _ => "passphrase" };

    public KeyAddCommand() : base("add", "adds a passphrase that opens the vault too", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        AddOptions(_newPassphraseFile, _name);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["To change a passphrase, add the new one and then remove the old one."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel key add --name Ben --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        using PassphraseSecret added = arguments.GetValue(_newPassphraseFile) is { } file
            ? SecretOptions.Passphrase(SecretFile.Read(file, _newPassphraseFile.Name))
            : SecretOptions.AskNew(session);
        KeySlotInfo key = await opened.Vault.AddPassphraseAsync(added, arguments.GetRequiredValue(_name), cancellationToken);
        KeyOutput.Write("added", key, arguments.GetValue(Json), session);
        return ExitCode.Done;
    }
}
