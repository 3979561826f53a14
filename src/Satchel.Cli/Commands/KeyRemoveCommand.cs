using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel key remove</c>: one that opens the vault no longer.</summary>
internal sealed class KeyRemoveCommand : SatchelCommand
{
    private const int FewestDigits = 4;

    private readonly Argument<string> _id = new("ID") { Description = "the first digits of its id, as 'satchel key list' shows it" };
    private readonly VaultOptions _vault = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "remove nothing, and say what would be removed" };

    public KeyRemoveCommand() : base("remove", "takes away what opens the vault: a passphrase, a device", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_id);
        AddOptions(_dryRun);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["New data is then sealed under a key that the removed one never opened. What was stored before, somebody who kept a copy of the vault and the old secret can still read."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel key remove 3f09a1c2 --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string id = arguments.GetRequiredValue(_id).ToLowerInvariant();
        if (id.Length < FewestDigits || !id.All(char.IsAsciiHexDigit))
        {
            throw CommandException.BadUsage($"'{id}' is not {FewestDigits} or more hex digits", "'satchel key list' shows the ids");
        }

        await using OpenVault opened = await _vault.OpenForUpkeepAsync(arguments, session, arguments.GetValue(_dryRun), cancellationToken);
        IReadOnlyList<KeySlotInfo> keys = await opened.Vault.ListKeysAsync(cancellationToken);
        KeySlotInfo key = Find(keys, id);
        if (!arguments.GetValue(_dryRun))
        {
            await opened.Vault.RemoveKeyAsync(key.Slot, cancellationToken);
        }

        KeyOutput.Write(arguments.GetValue(_dryRun) ? "would remove" : "removed", key, arguments.GetValue(Json), session);
        return ExitCode.Done;
    }

    private static KeySlotInfo Find(IReadOnlyList<KeySlotInfo> keys, string id)
    {
        KeySlotInfo[] fitting = [.. keys.Where(k => k.Slot.StartsWith(id, StringComparison.Ordinal))];
        return fitting switch
        {
            [var only] => only,
            [] => throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, $"no key's id begins with {id}", "'satchel key list' shows the ids"),
            _ => throw new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"{id} fits {fitting.Length} keys", "give more digits"),
        };
    }
}
