namespace Satchel.Chats.WeChat.Android;

/// <summary>The folder of an account, <c>MicroMsg/&lt;32 hex digits&gt;</c>: which databases lie in it.</summary>
internal static class AccountFolder
{
    private const int MaxFilesBelow = 1000;

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>
    /// The databases, the messages' first, then the index of files, then those that are kept and not read, by path. What is encrypted with a key of its own is none of
    /// them: it is kept as the file it is.
    /// </summary>
    /// <param name="account">The account's folder.</param>
    /// <param name="root">The source's root, at or above it.</param>
    public static List<SourceDatabase> ListDatabases(string account, string root)
    {
        string prefix = PrefixOf(account, root);
        List<SourceDatabase> databases = [];
        foreach (string path in Directory.EnumerateFiles(account, "*", Everything))
        {
            AddDatabase(path, prefix, isTop: true, databases);
        }

        foreach (string folder in Directory.EnumerateDirectories(account, "*", Everything))
        {
            string name = Path.GetFileName(folder);
            if ((File.GetAttributes(folder) & FileAttributes.ReparsePoint) == 0 && (!AndroidNames.MediaFolders.Contains(name) || name == "sfs"))
            {
                AddBelow(folder, $"{prefix}{name}/", databases);
            }
        }

        databases.Sort((left, right) => (left.Role, left.Path.Count(c => c == '/')).CompareTo((right.Role, right.Path.Count(c => c == '/'))) is not 0 and int order
            ? order
            : string.CompareOrdinal(left.Path, right.Path));
        return databases;
    }

    /// <summary>What paths of an account's files begin with below a root: nothing, or folders with <c>/</c> behind each.</summary>
    public static string PrefixOf(string account, string root)
    {
        string below = Path.GetRelativePath(root, account).Replace(Path.DirectorySeparatorChar, '/');
        return below == "." ? "" : below + "/";
    }

    private static void AddBelow(string folder, string prefix, List<SourceDatabase> databases)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*", Everything).Take(MaxFilesBelow))
        {
            string ending = Path.GetExtension(path);
            if (ending is ".db" or ".index" or ".sqlite")
            {
                AddDatabase(path, prefix, isTop: false, databases);
            }
        }
    }

    private static void AddDatabase(string path, string prefix, bool isTop, List<SourceDatabase> databases)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal) || name.EndsWith("-journal", StringComparison.Ordinal))
        {
            return;
        }

        string? container = AndroidNames.SniffContainer(path);
        DatabaseRole role = isTop && AndroidNames.IsMessages(name) ? DatabaseRole.Messages : isTop && AndroidNames.IsFileIndex(name) ? DatabaseRole.Contacts : DatabaseRole.Other;

        // An older copy of the messages may be of another phone's key; then it stays the file it is.
        if (container is not null && (container == AndroidNames.Plain || role != DatabaseRole.Other))
        {
            databases.Add(new SourceDatabase(prefix + name, role, container));
        }
    }
}
