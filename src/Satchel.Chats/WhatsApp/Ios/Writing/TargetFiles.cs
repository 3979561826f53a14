namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The other files of the target phone's store: its media, its settings.</summary>
internal static class TargetFiles
{
    /// <summary>Copies those that are not there yet into a folder that stands for the app's.</summary>
    public static void Copy(TargetStore into, string folder, CancellationToken cancellationToken)
    {
        if (into.Base.Files is { } files)
        {
            CopyOf(files, into, folder, cancellationToken);
            return;
        }

        if (into.Base.Source.IsFile)
        {
            return;
        }

        string root = Path.Join(into.Base.Source.Root, into.Folder);
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        foreach (string path in Directory.EnumerateFiles(root, "*", options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string relative = Path.GetRelativePath(root, path);
            string place = Path.Join(folder, relative);
            if (IsLog(relative) || File.Exists(place))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(path, place);
        }
    }

    private static void CopyOf(ISourceFiles files, TargetStore into, string folder, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        foreach (SourceFile file in files.List(unreadable, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Kind != SourceFileKind.File || !file.Path.StartsWith(into.Folder, StringComparison.Ordinal))
            {
                continue;
            }

            string relative = file.Path[into.Folder.Length..];
            string place = Path.GetFullPath(Path.Join(folder, relative));
            if (IsLog(relative) || File.Exists(place) || !place.StartsWith(Path.GetFullPath(folder) + "/", StringComparison.Ordinal))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            using Stream content = files.Open(file);
            using FileStream copy = new(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            content.CopyTo(copy, 128 * 1024);
        }
    }

    // What a database's log had is in the database that was opened.
    private static bool IsLog(string path) => path.EndsWith("-wal", StringComparison.Ordinal) || path.EndsWith("-shm", StringComparison.Ordinal);
}
