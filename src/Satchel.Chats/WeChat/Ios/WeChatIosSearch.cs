using Satchel.Chats.Apple.Backups;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>Looks for the app's folders at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class WeChatIosSearch(WeChatIos format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private readonly List<ChatSource> _found = [];

    /// <summary>The histories there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (Directory.Exists(path))
        {
            // The files of a backup do not lie there under their names.
            new FolderSearch(unreadable, cancellationToken).Walk(path, folder => TryAdd(folder) || IosBackup.IsOne(folder));
        }

        return _found;
    }

    private bool TryAdd(string folder)
    {
        string documents = Path.Join(folder, WeChatIosNames.Documents);
        if (WeChatIosFolder.IsPlainFolder(documents) && WeChatIosFolder.AccountsIn(documents) is { Count: > 0 } contained
            && WeChatIosFolder.IsDocuments(documents) && WeChatIosFolder.IsContainer(folder))
        {
            return AddEach(folder, WeChatIosNames.Documents + "/", contained);
        }

        if (WeChatIosFolder.AccountsIn(folder) is { Count: > 0 } accounts && WeChatIosFolder.IsDocuments(folder))
        {
            return AddEach(folder, "", accounts);
        }

        if (!WeChatIosFolder.IsAccount(folder))
        {
            return false;
        }

        string name = Path.GetFileName(folder);
        Add(folder, "", WeChatIosNames.IsAccount(name) ? name : null);
        return true;
    }

    private bool AddEach(string root, string prefix, IReadOnlyList<string> accounts)
    {
        foreach (string account in accounts)
        {
            Add(root, $"{prefix}{account}/", account);
        }

        return true;
    }

    private void Add(string root, string accountFolder, string? hash)
    {
        List<SourceDatabase> databases = WeChatIosFolder.ListDatabases(root, accountFolder, unreadable, cancellationToken);
        if (databases is [{ Role: DatabaseRole.Messages }, ..])   // else it went, or could not be read any more, and was named
        {
            _found.Add(new ChatSource
            {
                Format = format,
                Root = root,
                IsFile = false,
                Part = hash,
                AccountId = hash is null ? null : new AccountFiles(root, null, accountFolder).FindOwner(hash)?.UserName,
                Container = WeChatIosNames.Plain,
                NeedsKey = false,
                Databases = databases,
            });
        }
    }
}
