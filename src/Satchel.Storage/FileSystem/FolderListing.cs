namespace Satchel.Storage.FileSystem;

/// <summary>Walks a folder store. Whatever is not a regular file under a blob's name is passed over: dot files, <c>*.tmp</c>, links, strangers.</summary>
internal static class FolderListing
{
    private const int MaxDepth = 3;

    private static readonly EnumerationOptions Plain = new()
    {
        // What may not be read must not look like what is not there.
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
        RecurseSubdirectories = false,
    };

    /// <summary>Blobs and heads whose names start with <paramref name="prefix"/>.</summary>
    public static IEnumerable<BlobInfo> Files(FolderLayout layout, string prefix, string description)
    {
        int slash = prefix.LastIndexOf('/');
        string folderName = slash < 0 ? "" : prefix[..slash];
        return folderName.Length > 0 && !BlobName.IsValid(folderName)
            ? []
            : Walk(layout, folderName, prefix, description);
    }

    private static IEnumerable<BlobInfo> Walk(FolderLayout layout, string folderName, string prefix, string description)
    {
        var waiting = new Stack<string>([folderName]);
        while (waiting.TryPop(out string? name))
        {
            foreach (FileSystemInfo entry in Entries(layout, name, description))
            {
                string entryName = name.Length == 0 ? entry.Name : $"{name}/{entry.Name}";
                if (entry.Name.EndsWith(".tmp", StringComparison.Ordinal) || !BlobName.IsValid(entryName))
                {
                    continue;
                }

                if (entry is FileInfo file)
                {
                    if (entryName.StartsWith(prefix, StringComparison.Ordinal) && TryDescribe(file, entryName, description, out BlobInfo info))
                    {
                        yield return info;
                    }
                }
                else if (CouldHold(entryName, prefix))
                {
                    waiting.Push(entryName);
                }
            }
        }
    }

    private static bool CouldHold(string folderName, string prefix)
    {
        string start = folderName + "/";
        return folderName.AsSpan().Count('/') < MaxDepth - 1
            && (start.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(start, StringComparison.Ordinal));
    }

    private static List<FileSystemInfo> Entries(FolderLayout layout, string folderName, string description)
    {
        string where = folderName.Length == 0 ? description : $"{description}, {folderName}";
        try
        {
            string folder = folderName.Length == 0 ? layout.Root : Path.Combine(layout.PathOf(new BlobName(folderName)));
            if (folderName.Length > 0)
            {
                FolderLayout.RefuseLink(folder);
            }

            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Plain)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(where, error);
        }
    }

    // A file may go between its listing and this look at it; then it is not there, which is no failure.
    private static bool TryDescribe(FileInfo file, string name, string description, out BlobInfo info)
    {
        info = default;
        try
        {
            if (!file.Exists)
            {
                return false;
            }

            info = new BlobInfo(new BlobName(name), file.Length, file.LastWriteTimeUtc);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate($"{description}, {name}", error);
        }
    }
}
