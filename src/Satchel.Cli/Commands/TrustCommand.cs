using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel trust</c>: lets this device open the vault by itself.</summary>
internal sealed class TrustCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly Option<string?> _name = new("--name") { HelpName = "NAME", Description = "what to call this device in the list of keys; its host name where left out" };

    public TrustCommand() : base("trust", "lets this device open the vault without the passphrase", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        AddOptions(_name);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Makes a key for this device and keeps it in the settings (SATCHEL_HOME/config), which only you may read. Whoever can read them can open the vault. 'satchel key remove' ends it."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel trust --vault ~/vault --name laptop"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string name = arguments.GetValue(_name) ?? session.Variable("HOSTNAME") ?? Environment.MachineName;
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        KeySlotInfo key = await opened.Vault.AddDeviceAsync(name, cancellationToken);
        KeyOutput.Write("trusted", key, arguments.GetValue(Json), session);
        return ExitCode.Done;
    }
}
