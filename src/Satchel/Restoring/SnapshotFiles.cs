using System.Text;
using Satchel.Capture;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Restoring;

/// <summary>Goes through the list of a snapshot's files, on behind what of it is damaged.</summary>
/// <param name="vault">The vault.</param>
/// <param name="snapshot">The snapshot.</param>
internal sealed class SnapshotFiles(Vault vault, SnapshotInfo snapshot)
{
    /// <summary>Visits each entry in the order of the paths.</summary>
    /// <param name="visit">Given a path and its record.</param>
    /// <param name="lose">Told what part of the list is lost, a phrase each.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ForEachAsync(Func<string, FileRecord, ValueTask> visit, Action<string> lose, CancellationToken cancellationToken)
    {
        void Lose(MapLoss loss) => lose($"{StretchOf(loss)}: the list of files is damaged: {loss.Problem}");
        await foreach (IReadOnlyList<MapEntry> node in vault.OpenMap(snapshot.Files).SalvageNodesAsync(KeyRange.All, Lose, cancellationToken))
        {
            foreach (MapEntry entry in node)
            {
                await visit(Encoding.UTF8.GetString(entry.Key.Span), FileRecord.Decode(entry.Record.Span));
            }
        }
    }

    // Names are lost with the list, but those at its ends are known.
    private static string StretchOf(MapLoss loss)
    {
        string from = loss.From.IsEmpty ? "" : $" from {Encoding.UTF8.GetString(loss.From.Span)} on";
        string before = loss.Before is ReadOnlyMemory<byte> end ? $" before {Encoding.UTF8.GetString(end.Span)}" : "";
        return from.Length + before.Length == 0
            ? $"all {loss.Entries} files"
            : $"{loss.Entries} of the files{from}{(from.Length > 0 && before.Length > 0 ? " and" : "")}{before}";
    }
}
