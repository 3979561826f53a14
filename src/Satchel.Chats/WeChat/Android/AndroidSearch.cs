using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android;

/// <summary>Looks for histories at and below a path.</summary>
internal sealed class AndroidSearch(WeChatAndroid format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    /// <summary>The histories there, one for each account, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (File.Exists(path))
        {
            return FindFile(path) is { } file ? [file] : [];
        }

        if (!Directory.Exists(path))
        {
            return [];
        }

        PhoneTree tree = PhoneTree.Scan(path, unreadable, cancellationToken);
        List<ChatSource> found = [];
        foreach (string account in tree.Accounts)
        {
            string root = RootOf(tree, account);
            if (FindAccount(account, root) is { } source)
            {
                found.Add(root == account || tree.Accounts.Count == 1 ? source : source with { Part = AccountFolder.PrefixOf(account, root).TrimEnd('/') });
            }
        }

        return found;
    }

    /// <summary>
    /// The folder that is saved and restored as one: the account's own, or, where its media or its downloads lie elsewhere below the path, the nearest that holds all of them.
    /// </summary>
    private static string RootOf(PhoneTree tree, string account)
    {
        string root = account;
        foreach (string folder in tree.ExternalOf(account).Concat(tree.Shared))
        {
            while (!IsBelow(folder, root))
            {
                root = Path.GetDirectoryName(root)!;
            }
        }

        return root;
    }

    private static bool IsBelow(string folder, string root) =>
        folder == root || folder.StartsWith(root.EndsWith(Path.DirectorySeparatorChar) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private ChatSource? FindFile(string path)
    {
        string name = Path.GetFileName(path);
        string? container;
        try
        {
            container = AndroidNames.SniffContainer(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
            return null;
        }

        if (container is null || AndroidNames.IsFileIndex(name) || (container == AndroidNames.Plain && !HoldsMessages(path)))
        {
            return null;
        }

        return SourceOf(path, isFile: true, [new SourceDatabase(name, DatabaseRole.Messages, container)]);
    }

    private ChatSource? FindAccount(string account, string root)
    {
        try
        {
            List<SourceDatabase> databases = AccountFolder.ListDatabases(account, root);
            return databases is [{ Role: DatabaseRole.Messages }, ..] ? SourceOf(root, isFile: false, databases) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(account);
            return null;
        }
    }

    private ChatSource SourceOf(string root, bool isFile, List<SourceDatabase> databases)
    {
        bool isPlain = databases[0].Container == AndroidNames.Plain;
        return new ChatSource
        {
            Format = format,
            Root = root,
            IsFile = isFile,
            Container = isPlain ? AndroidNames.Plain : AndroidNames.Encrypted,
            NeedsKey = !isPlain,
            Databases = databases,
        };
    }

    private static bool HoldsMessages(string path)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
            return AndroidSchema.IsOne(database);
        }
        catch (ChatFormatException)
        {
            return AndroidNames.IsMessages(Path.GetFileName(path));   // by its name it is one, and whoever opens it says what is wrong
        }
    }
}
