using Satchel.Chats.WhatsApp.Ios;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>Folders with the app's files under their own names.</summary>
internal static class WeChatIosFolder
{
    // What an app's folder on an iPhone holds. A home folder has a folder for documents too, and much else.
    private static readonly HashSet<string> ContainerNames = new(StringComparer.Ordinal) { "Documents", "Library", "SystemData", "StoreKit", "tmp" };

    // The folders of an account with the most files by far, none of which is a database of the app's.
    private static readonly HashSet<string> MediaFolders = new(StringComparer.Ordinal) { "Img", "Audio", "Video", "OpenData" };

    private static readonly EnumerationOptions Everything = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>Whether a folder is an account's: databases of messages lie in its <c>DB</c>.</summary>
    public static bool IsAccount(string folder)
    {
        string databases = Path.Join(folder, WeChatIosNames.Databases);
        return IsPlainFolder(databases) && Directory.EnumerateFiles(databases).Any(path => WeChatIosNames.HoldsMessages(Path.GetFileName(path)) && IosNames.IsDatabase(path));
    }

    /// <summary>The names of the accounts' folders in a folder, in order.</summary>
    public static IReadOnlyList<string> AccountsIn(string folder) =>
    [
        .. Directory.EnumerateDirectories(folder).Where(below => WeChatIosNames.IsAccount(Path.GetFileName(below)) && IsPlainFolder(below) && IsAccount(below))
            .Select(below => Path.GetFileName(below)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a folder that holds accounts is the app's own for documents, so that what else lies in it is the app's too.</summary>
    public static bool IsDocuments(string folder) =>
        File.Exists(Path.Join(folder, WeChatIosNames.Logins)) || IsPlainFolder(Path.Join(folder, WeChatIosNames.SettingsFolder))
        || (Path.GetFileName(folder) == WeChatIosNames.Documents && Directory.EnumerateDirectories(folder).All(below => WeChatIds.IsHash(Path.GetFileName(below))));

    /// <summary>Whether a folder is the app's, which holds the one for documents.</summary>
    public static bool IsContainer(string folder) =>
        Path.GetFileName(folder) == WeChatIosNames.Domain
        || Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).All(name => ContainerNames.Contains(name) || name[0] == '.' || name.EndsWith(".plist", StringComparison.Ordinal));

    /// <summary>All databases below a root, the messages' first, then those that are read beside them, then the others by path.</summary>
    public static List<SourceDatabase> ListDatabases(string root, string accountFolder, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        List<SourceDatabase> databases = [];
        AddDatabases(root, "", 0, accountFolder, databases, unreadable, cancellationToken);
        databases.Sort((left, right) => left.Role != right.Role ? left.Role.CompareTo(right.Role) : string.CompareOrdinal(left.Path, right.Path));
        return databases;
    }

    /// <summary>Whether a folder is there, and no link.</summary>
    public static bool IsPlainFolder(string folder) => Directory.Exists(folder) && (File.GetAttributes(folder) & FileAttributes.ReparsePoint) == 0;

    private static void AddDatabases(
        string folder, string prefix, int depth, string accountFolder, List<SourceDatabase> databases, ICollection<string> unreadable, CancellationToken cancellationToken)
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
                    AddDatabase(path, prefix + name, accountFolder, databases, unreadable);
                }
                else if (depth < WeChatIosLimits.MaxDatabaseDepth && !(prefix == accountFolder && MediaFolders.Contains(name)))
                {
                    AddDatabases(path, prefix + name + "/", depth + 1, accountFolder, databases, unreadable, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
        }
    }

    private static void AddDatabase(string path, string relative, string accountFolder, List<SourceDatabase> databases, ICollection<string> unreadable)
    {
        if (relative.EndsWith("-wal", StringComparison.Ordinal) || relative.EndsWith("-shm", StringComparison.Ordinal) || relative.EndsWith("-journal", StringComparison.Ordinal))
        {
            return;
        }

        try
        {
            if (IosNames.IsDatabase(path))
            {
                databases.Add(new SourceDatabase(relative, WeChatIosNames.RoleOf(relative, accountFolder), WeChatIosNames.Plain));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
        }
    }
}
