using Satchel.Chats;
using Satchel.Spool;
using Satchel.Vaults;

namespace Satchel;

/// <summary>Saves what lies under paths into a vault: a snapshot for each history found.</summary>
public static class Backup
{
    /// <summary>Backs up every history under the paths, one after another.</summary>
    /// <param name="vault">The vault.</param>
    /// <param name="paths">Files and folders.</param>
    /// <param name="options">What the person said.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Cancels; snapshots that are committed by then stay.</param>
    /// <returns>What was done, a report for each history.</returns>
    /// <exception cref="FileNotFoundException">There is no such path; nothing was backed up.</exception>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.NotThisFormat"/>: nothing is recognised under a path, and nothing was backed up;
    /// <see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>: the messages are encrypted;
    /// others: nothing of it can be read. Where there are several histories, so it is only when none can be read; else the last report names them.
    /// </exception>
    public static async Task<IReadOnlyList<BackupReport>> RunAsync(
        Vault vault, IReadOnlyList<string> paths, BackupOptions options, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        List<ChatSource> sources = [];
        foreach (string path in paths)
        {
            IReadOnlyList<ChatSource> found = FindSources(path, options.Formats, unreadable, cancellationToken);
            if (found.Count == 0)
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, path, "nothing here is a chat history that can be backed up");
            }

            sources.AddRange(found.Where(f => sources.TrueForAll(s => s.Root != f.Root || s.Format != f.Format || s.Edition != f.Edition || s.Part != f.Part)));
        }

        List<BackupReport> reports = [];
        ChatFormatException? failure = null;
        Queue<ChatSource> waiting = new(sources);
        while (waiting.TryDequeue(out ChatSource? source))
        {
            try
            {
                IReadOnlyList<ChatSource> parts = Split(source, options.Keys, Path.Combine(options.CacheFolder, "scratch"), cancellationToken);
                failure ??= parts.Count > 0 ? null : new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, $"nothing of {source.Format.App} lies in it");
                if (parts is not [ChatSource alone] || alone != source)
                {
                    waiting = new Queue<ChatSource>([.. parts, .. waiting]);
                    continue;
                }

                using SourceBackup backup = new(vault, source, options, progress);
                reports.Add(await backup.RunAsync(cancellationToken));
            }
            catch (ChatFormatException error)
            {
                // One history that cannot be read does not keep the others from being saved.
                failure ??= error;
                unreadable.Add($"{source.Root}: {error.Message}");
            }
        }

        if (reports.Count == 0)
        {
            throw failure ?? throw new System.Diagnostics.UnreachableException();
        }

        reports[^1] = reports[^1] with { Unreadable = [.. reports[^1].Unreadable, .. unreadable] };
        return reports;
    }

    /// <summary>The histories at or below a path.</summary>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    public static IReadOnlyList<ChatSource> FindSources(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        FindSources(path, ChatFormats.All, unreadable, cancellationToken);

    /// <summary>The histories that a source that was found turns out to be.</summary>
    internal static IReadOnlyList<ChatSource> Split(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        ScratchFile.CreateFolder(scratchFolder);
        return source.Format.Split(source, keys, scratchFolder, cancellationToken);
    }

    internal static IReadOnlyList<ChatSource> FindSources(
        string path, IReadOnlyList<IChatFormat> formats, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full) && !Directory.Exists(full))
        {
            throw new FileNotFoundException($"{path}: there is no such file or folder", path);
        }

        return [.. formats.SelectMany(f => f.Find(full, unreadable, cancellationToken))];
    }
}
