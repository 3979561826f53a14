namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>A folder that is a history: the app's own, which holds <c>ChatStorage.sqlite</c>.</summary>
internal static class IosFolder
{
    // The folder with the media holds the most files by far, and none of them is a database of the app's.
    private const string MediaParent = "Message";

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>Whether a folder is one.</summary>
    public static bool IsOne(string folder)
    {
        string path = Path.Join(folder, IosNames.Messages);
        return File.Exists(path) && (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Directory)) == 0 && IosNames.IsDatabase(path);
    }

    /// <summary>All databases below it, the messages' first, then those that are read beside it, then the others by path.</summary>
    public static List<SourceDatabase> ListDatabases(string root, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        List<SourceDatabase> databases = [];
        AddDatabases(root, "", 0, databases, unreadable, cancellationToken);
        databases.Sort((left, right) => (left.Role, left.Path.Count(c => c == '/'), left.Path).CompareTo((right.Role, right.Path.Count(c => c == '/'), right.Path)));
        return databases;
    }

    private static void AddDatabases(string folder, string prefix, int depth, List<SourceDatabase> databases, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", Everything))
            {
                string name = Path.GetFileName(path);
                FileAttributes attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReparsePoint) != 0)
                {
                    continue;
                }

                if ((attributes & FileAttributes.Directory) == 0)
                {
                    AddDatabase(path, prefix + name, databases, unreadable);
                }
                else if (depth < WhatsAppLimits.MaxDatabaseDepth && !(depth == 0 && name == MediaParent))
                {
                    AddDatabases(path, prefix + name + "/", depth + 1, databases, unreadable, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
        }
    }

    private static void AddDatabase(string path, string relative, List<SourceDatabase> databases, ICollection<string> unreadable)
    {
        if (relative.EndsWith("-wal", StringComparison.Ordinal) || relative.EndsWith("-shm", StringComparison.Ordinal) || relative.EndsWith("-journal", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            if (IosNames.IsDatabase(path))
            {
                databases.Add(new SourceDatabase(relative, IosNames.RoleOf(relative), IosNames.Plain));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
        }
    }
}
