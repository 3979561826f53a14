using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>The increments that lie beside a whole backup, <c>msgstore-increment-N.db.crypt15</c>.</summary>
internal static class IncrementFiles
{
    private static readonly EnumerationOptions FilesOnly = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MatchType = MatchType.Simple };

    /// <summary>The increments of a base, below its source's root, in the order in which they are applied.</summary>
    /// <param name="root">The source's root.</param>
    /// <param name="basePath">The base below it, with <c>/</c>.</param>
    /// <param name="container">The base's container; the increments of an encrypted base have the same.</param>
    public static IReadOnlyList<string> FindBeside(string root, string basePath, string container)
    {
        string below = basePath[..(basePath.LastIndexOf('/') + 1)];
        List<(int Number, string Path)> found = [];
        foreach (string path in Directory.EnumerateFiles(Path.Join(root, below), "msgstore-increment-*", FilesOnly))
        {
            string name = Path.GetFileName(path);
            if (CryptNames.TryReadIncrement(name, out int number) && (CryptNames.ContainerOf(basePath) is null || CryptNames.ContainerOf(name) == container))
            {
                found.Add((number, below + name));
            }
        }

        found.Sort();
        return [.. found.Take(IncrementLimits.MaxIncrements).Select(increment => increment.Path)];
    }

    /// <summary>Decrypts increments into a scratch folder; one that does not open says why and stops nothing.</summary>
    public static IReadOnlyList<OpenedCompanion> Open(string root, IReadOnlyList<string> paths, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        List<OpenedCompanion> opened = [];
        try
        {
            foreach (string path in paths)
            {
                opened.Add(Open(root, path, keys, Path.Join(scratchFolder, $"{Guid.NewGuid():N}.zip"), cancellationToken));
            }

            return opened;
        }
        catch
        {
            foreach (OpenedCompanion companion in opened.Where(companion => companion.ScratchPath is not null))
            {
                File.Delete(companion.ScratchPath!);
            }

            throw;
        }
    }

    private static OpenedCompanion Open(string root, string path, SourceKeys keys, string scratchPath, CancellationToken cancellationToken)
    {
        try
        {
            CryptFile.Open(Path.Join(root, path), keys, scratchPath, cancellationToken);
            return new OpenedCompanion(path, scratchPath, null);
        }
        catch (ChatFormatException failure)
        {
            return new OpenedCompanion(path, null, failure.Message);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return new OpenedCompanion(path, null, $"{Path.GetFileName(path)}: cannot be read");
        }
    }
}
