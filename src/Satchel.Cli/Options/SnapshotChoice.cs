using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>Which snapshot a FROM means.</summary>
internal static class SnapshotChoice
{
    /// <summary>Finds it among those that the filter admits.</summary>
    public static SnapshotInfo Find(Vault vault, HistoryOrigin origin, HistoryFilter filter)
    {
        if (origin.Kind == HistoryOriginKind.Snapshot)
        {
            return vault.FindSnapshot(origin.Value);
        }

        // An older one in its place would pass for what was asked for.
        if (vault.UnreadableNewest is [string record, ..])
        {
            throw new CommandException(
                ExitCode.Damaged,
                ErrorAnchor.VaultDamaged,
                $"which snapshot is the latest cannot be told: {record}",
                "'satchel snapshots' lists those that can be read; name one of them, and it is restored");
        }

        return vault.Snapshots.LastOrDefault(s => FilterOptions.Admits(filter, s))
            ?? throw new CommandException(
                ExitCode.Failed,
                ErrorAnchor.NotFound,
                vault.Snapshots.Count == 0 ? "no snapshot is in the vault yet" : "no snapshot in the vault is of that app, platform and account",
                vault.Snapshots.Count == 0 ? "'satchel backup PATH' makes one" : "'satchel snapshots' lists what is there");
    }
}
