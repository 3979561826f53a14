using Satchel.Restoring;
using Satchel.Spool;
using Satchel.Vaults;

namespace Satchel;

/// <summary>
/// Proves that a snapshot restores, and touches nothing: each file's content is read and compared with its digest, each database is
/// written again, checked by SQLite, and read back to the rows and the schema that the snapshot has.
/// </summary>
public static class Rehearsal
{
    /// <summary>Rehearses one snapshot. It needs room for its largest database, not for its files.</summary>
    /// <param name="vault">The vault; only read.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="scratchFolder">Where databases lie for as long as they are checked; what is put there is taken away again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What was proven; <see cref="RestoreReport.Lost"/> is empty where the whole snapshot restores.</returns>
    /// <exception cref="IOException">There is no room for a database.</exception>
    public static async Task<RestoreReport> RunAsync(
        Vault vault, SnapshotInfo snapshot, string scratchFolder, TimeProvider time, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        ScratchFile.CreateFolder(scratchFolder);
        string scratch = Path.Combine(scratchFolder, $"rehearsal-{Guid.NewGuid():N}");
        ScratchFile.CreateFolder(scratch);
        try
        {
            RestoreTally tally = new();
            await new SnapshotRehearsal(vault, snapshot, scratch, tally, progress).RunAsync(cancellationToken);
            return tally.Report(time.GetElapsedTime(started));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
