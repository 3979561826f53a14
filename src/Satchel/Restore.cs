using Satchel.Chats;
using Satchel.Restoring;
using Satchel.Vaults;

namespace Satchel;

/// <summary>Writes a snapshot's files and databases again, as they were.</summary>
public static class Restore
{
    /// <summary>Why a folder is refused as a destination; null where it will do.</summary>
    public static string? FindObstacle(RestoreOptions options)
    {
        string to = Path.GetFullPath(options.To);
        if (File.Exists(to))
        {
            return $"{options.To} is a file; a folder is needed";
        }

        bool isEmpty = !Directory.Exists(to) || !Directory.EnumerateFileSystemEntries(to).Any();
        return isEmpty || options.Overwrite ? null : $"{options.To} is not empty; give another folder, or --overwrite to write into it";
    }

    /// <summary>Writes everything. What the vault has lost is named, and the rest is written.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="options">Where to, and how.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; what was written by then stays.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>: databases came encrypted; nothing was written.
    /// </exception>
    /// <exception cref="IOException">The destination is refused, or cannot be written.</exception>
    public static async Task<RestoreReport> RunAsync(
        Vault vault, SnapshotInfo snapshot, RestoreOptions options, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        if (FindObstacle(options) is string obstacle)
        {
            throw new IOException(obstacle);
        }

        return await new SnapshotRestore(vault, snapshot, options, progress).RunAsync(cancellationToken);
    }
}
