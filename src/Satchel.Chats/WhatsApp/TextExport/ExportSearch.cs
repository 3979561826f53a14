using Satchel.Chats.WhatsApp.Android;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Looks for exported chats at and below a path. Only files named <c>.txt</c> and <c>.zip</c> are opened, and of these the first kilobytes; folders
/// that hold an app's own store are passed over. Symbolic links are not followed.
/// </summary>
internal sealed class ExportSearch(WhatsAppTextExport format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };
    private static readonly string[] StoresOfOthers = ["ChatStorage.sqlite", "Manifest.db", "Manifest.plist"];

    private readonly List<ChatSource> _found = [];
    private int _folders;

    /// <summary>The exports there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (File.Exists(path))
        {
            AddFile(path);
        }
        else if (Directory.Exists(path))
        {
            AddBelow(path, 0);
        }

        return _found;
    }

    private void AddFile(string path)
    {
        if (Try(path, () => ExportFiles.IsPlainFile(path) && ExportZip.IsZip(path)))
        {
            AddZip(path);
            return;
        }

        if (!Try(path, () => ExportFiles.IsPlainFile(path) && ExportFiles.IsChat(path)))
        {
            return;
        }

        // The text of a folder with its media stands for the folder.
        string folder = Path.GetDirectoryName(path)!;
        if (ExportFiles.IsTextName(path) && Try(folder, () => IsWithMedia(folder, [path], ListNames(folder, []))))
        {
            Add(folder, isFile: false, ExportFiles.Text);
        }
        else
        {
            Add(path, isFile: true, ExportFiles.Text);
        }
    }

    private void AddBelow(string folder, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_folders > FolderSearch.MaxFolders)
        {
            return;
        }

        List<string> folders = [];
        HashSet<string> names;
        try
        {
            names = ListNames(folder, folders);
            if (StoresOfOthers.Any(names.Contains) || SourceFolder.Recognise(folder, []) is not null)
            {
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
            return;
        }

        List<string> texts = [.. names.Where(ExportFiles.IsTextName).Select(name => Path.Join(folder, name)).Where(path => Try(path, () => ExportFiles.IsPlainFile(path) && ExportFiles.IsChat(path)))];
        texts.Sort(StringComparer.Ordinal);
        if (texts.Count > 0 && Try(folder, () => IsWithMedia(folder, texts, names)))
        {
            Add(folder, isFile: false, ExportFiles.Text);
            return;   // everything below belongs to it
        }

        texts.ForEach(path => Add(path, isFile: true, ExportFiles.Text));
        foreach (string path in names.Where(ExportFiles.IsZipName).Select(name => Path.Join(folder, name)).Order(StringComparer.Ordinal))
        {
            AddZip(path);
        }

        folders.Sort(StringComparer.Ordinal);
        foreach (string below in folders)
        {
            if (depth < FolderSearch.DefaultDepth)
            {
                AddBelow(below, depth + 1);
            }
        }
    }

    private void AddZip(string path)
    {
        if (Try(path, () => ExportFiles.IsPlainFile(path) && ExportZip.HoldsChat(path)))
        {
            Add(path, isFile: true, ExportFiles.Zip);
        }
    }

    private void Add(string root, bool isFile, string container) => _found.Add(new ChatSource
    {
        Format = format,
        Root = root,
        IsFile = isFile,
        Container = container,
        NeedsKey = false,
        Databases = [],
    });

    // A folder is an export if its texts name files in it, and little else lies there: a folder of downloads is none.
    private bool IsWithMedia(string folder, List<string> texts, HashSet<string> names)
    {
        if (names.Count <= texts.Count)
        {
            return false;
        }

        HashSet<string> named = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            ExportFiles.FindNamed(text, names, named, cancellationToken);
        }

        int known = names.Count(name => named.Contains(name) || ExportFileNames.IsMedia(name) || texts.Contains(Path.Join(folder, name)));
        return named.Count > 0 && known * 2 >= names.Count;
    }

    private static HashSet<string> ListNames(string folder, List<string> folders)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything))
        {
            if ((entry.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                continue;
            }

            if ((entry.Attributes & FileAttributes.Directory) != 0)
            {
                folders.Add(entry.FullName);
            }
            else
            {
                names.Add(entry.Name);
            }
        }

        return names;
    }

    private bool Try(string path, Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
            return false;
        }
    }
}
