using System.CommandLine;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel key</c>: what opens a vault.</summary>
internal sealed class KeyCommand : SatchelCommand
{
    public KeyCommand() : base("key", "lists, adds and removes what opens a vault", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Subcommands.Add(new KeyListCommand());
        Subcommands.Add(new KeyAddCommand());
        Subcommands.Add(new KeyRemoveCommand());
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["Passphrases, the recovery code and trusted devices each open the vault by themselves. Adding and removing one rewrites no data."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel key list --vault ~/vault"];

    /// <inheritdoc/>
    public override Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        throw CommandException.BadUsage("key takes a command: list, add or remove", "'satchel key --help' shows them");
}
