namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Looks for accounts of the desktop app at, above and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class DesktopSearch(WeChatDesktop format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private readonly List<ChatSource> _found = [];

    /// <summary>The accounts there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (File.Exists(path))
        {
            AddFile(path);
        }
        else if (Directory.Exists(path) && !AddAround(path))
        {
            new FolderSearch(unreadable, cancellationToken).Walk(path, TryAdd);
        }

        return _found;
    }

    private bool AddAround(string folder)
    {
        try
        {
            DesktopFolder? found = DesktopFolder.RecognizeAround(folder);
            if (found is not null)
            {
                Add(found);
            }

            return found is not null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;   // what is above may be closed to us; what is below is looked at next
        }
    }

    private void AddFile(string path)
    {
        try
        {
            if (DesktopNames.GenerationOf(path) is not { } generation)
            {
                return;
            }

            string folder = Path.GetDirectoryName(path) ?? "";
            if (DesktopFolder.RecognizeAround(folder) is { } account && account.Root != folder)
            {
                Add(account);
            }
            else if (DesktopDatabases.Of(generation, path, Path.GetFileName(path)) is { } database)
            {
                Add(path, isFile: true, null, [database]);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
        }
    }

    private bool TryAdd(string folder)
    {
        if (DesktopFolder.Recognize(folder) is not { } found)
        {
            return false;
        }

        Add(found);
        return true;
    }

    private void Add(DesktopFolder found)
    {
        string? account = found switch
        {
            { Generation: DesktopGeneration.Four, Storage.Length: > 0 } => DesktopNames.AccountOfFourFolder(Path.GetFileName(found.Root)),
            { Generation: DesktopGeneration.WindowsThree } when Path.GetFileName(found.Root) is { } name && name.StartsWith("wxid_", StringComparison.Ordinal) => name,
            _ => null,
        };
        Add(found.Root, isFile: false, account, DesktopDatabases.List(found, unreadable, cancellationToken), found.Generation == DesktopGeneration.Four ? DesktopNames.FourStore : DesktopNames.ThreeStore);
    }

    private void Add(string root, bool isFile, string? account, List<SourceDatabase> databases, string? store = null)
    {
        if (databases is [{ Role: DatabaseRole.Messages }, ..])   // else it went, or could not be read any more, and was named
        {
            bool isEncrypted = databases.Exists(database => database is { Role: DatabaseRole.Messages } and not { Container: DesktopNames.Plain });
            _found.Add(new ChatSource
            {
                Format = format,
                Root = root,
                IsFile = isFile,
                AccountId = account,
                Store = store,
                Container = isEncrypted ? DesktopNames.Encrypted : DesktopNames.Plain,
                NeedsKey = isEncrypted,
                Databases = databases,
            });
        }
    }
}
