using Satchel.Archive;
using Satchel.Chats;
using Satchel.Migrating;

namespace Satchel;

/// <summary>Writes histories into the store of another phone: everything that fits, and a report that names what does not.</summary>
public static class Migration
{
    /// <summary>Why a folder is refused as a destination; null where it will do.</summary>
    public static string? FindObstacle(MigrationOptions options)
    {
        string to = Path.GetFullPath(options.Out);
        if (File.Exists(to))
        {
            return $"{options.Out} is a file; a folder is needed";
        }

        if (options.Into is string into && IsWithin(to, Path.GetFullPath(into)))
        {
            return $"{options.Out} is in the store that is to be merged into; that one stays as it is, so give another folder";
        }

        bool isEmpty = !Directory.Exists(to) || !Directory.EnumerateFileSystemEntries(to).Any();
        return isEmpty || options.Overwrite || options.DryRun ? null : $"{options.Out} is not empty; give another folder, or --overwrite to write into it";
    }

    /// <summary>Merges the histories and writes them into one store.</summary>
    /// <param name="views">The histories; where two say something different of a message, the later one counts.</param>
    /// <param name="options">Which format, where to, and what of it.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; nothing is left of what was written.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.OtherOwner"/>: the histories, or the target's own store, belong to different people;
    /// <see cref="ChatFormatProblem.UnknownTarget"/>: the target's own store is of a version that is not known;
    /// <see cref="ChatFormatProblem.NothingChosen"/>: there is no such chat, or no message;
    /// <see cref="ChatFormatProblem.BrokenResult"/>: what was written is not what it should be, and is gone again;
    /// <see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>: of the container, or of the target's own store.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such store to merge into.</exception>
    /// <exception cref="IOException">The destination is refused, or cannot be written.</exception>
    public static async Task<MigrationReport> RunAsync(
        IReadOnlyList<HistoryView> views, MigrationOptions options, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        if (FindObstacle(options) is string obstacle)
        {
            throw new IOException(obstacle);
        }

        await using MigrationRun run = new(views, options, progress);
        return await run.RunAsync(cancellationToken);
    }

    private static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
