using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The databases of an account.</summary>
internal static class DesktopDatabases
{
    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>All databases of an account, those with messages first.</summary>
    public static List<SourceDatabase> List(DesktopFolder folder, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        List<SourceDatabase> databases = [];
        string prefix = folder.Storage.Length > 0 ? folder.Storage + "/" : "";
        Add(folder, Path.Join(folder.Root, folder.Storage), prefix, 0, databases, unreadable, cancellationToken);
        return [.. databases
            .OrderBy(database => DesktopNames.PartOf(folder.Generation, database.Path))
            .ThenBy(database => DesktopNames.NumberOf(database.Path))
            .ThenBy(database => database.Path, StringComparer.Ordinal)];
    }

    /// <summary>A single file as a database; null where it can be none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SourceDatabase? Of(DesktopGeneration generation, string path, string relativePath)
    {
        DesktopPart part = DesktopNames.PartOf(generation, relativePath);
        long length = new FileInfo(path).Length;
        bool isPlain = CipherContainer.IsPlain(path);

        // What has not the shape of an encrypted database is some other file that ends alike; one with messages is named all the same.
        int page = DesktopNames.SchemesOf(generation)[0].PageSize;
        if (length == 0 || (!isPlain && part == DesktopPart.Other && length % page != 0))
        {
            return null;
        }

        DatabaseRole role = part switch
        {
            DesktopPart.Messages => DatabaseRole.Messages,
            DesktopPart.Other => DatabaseRole.Other,
            _ => DatabaseRole.Contacts,
        };
        return new SourceDatabase(relativePath, role, isPlain ? DesktopNames.Plain : DesktopNames.ContainerOf(generation));
    }

    private static void Add(
        DesktopFolder account, string folder, string prefix, int depth, List<SourceDatabase> databases, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", Everything))
            {
                string name = Path.GetFileName(path);
                FileAttributes attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReparsePoint) != 0 || databases.Count >= DesktopLimits.MaxDatabases)
                {
                    continue;
                }

                if ((attributes & FileAttributes.Directory) == 0)
                {
                    if (name.EndsWith(DesktopNames.DatabaseEnding, StringComparison.OrdinalIgnoreCase))
                    {
                        AddFile(account.Generation, path, prefix + name, databases, unreadable);
                    }
                }
                else if (depth < DesktopLimits.MaxDatabaseDepth && !IsMediaFolder(account, prefix + name))
                {
                    Add(account, path, prefix + name + "/", depth + 1, databases, unreadable, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
        }
    }

    // Where the files of messages lie is no database of the account's, and the most folders.
    private static bool IsMediaFolder(DesktopFolder account, string relativePath) => account.Generation switch
    {
        DesktopGeneration.MacThree => relativePath == $"{DesktopNames.MacShards}/{DesktopNames.MacFiles}",
        DesktopGeneration.WindowsThree => relativePath == DesktopNames.WindowsFiles,
        _ => relativePath == DesktopNames.FourFiles,
    };

    private static void AddFile(DesktopGeneration generation, string path, string relativePath, List<SourceDatabase> databases, ICollection<string> unreadable)
    {
        try
        {
            if (Of(generation, path, relativePath) is { } database)
            {
                databases.Add(database);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
        }
    }
}
