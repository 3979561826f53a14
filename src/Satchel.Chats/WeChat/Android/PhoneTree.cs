namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// The folders of WeChat below a path: those of accounts, which hold a database of messages, those of the same accounts on the phone's shared storage,
/// which hold media alone, and the folders that all accounts share.
/// </summary>
internal sealed class PhoneTree
{
    private const int MaxMappingBytes = 4096;

    private readonly List<string> _accounts = [];
    private readonly List<string> _external = [];
    private readonly List<string> _shared = [];

    /// <summary>The accounts' folders, full paths in order.</summary>
    public IReadOnlyList<string> Accounts => _accounts;

    /// <summary>Looks for them at and below a folder; symbolic links are not followed.</summary>
    public static PhoneTree Scan(string folder, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        PhoneTree tree = new();
        new FolderSearch(unreadable, cancellationToken).Walk(folder, tree.TakeAccount, tree.Choose);
        return tree;
    }

    /// <summary>The folders on shared storage that belong to an account: the one its mapping names, those of the same name, or the only one there is.</summary>
    public IReadOnlyList<string> ExternalOf(string account)
    {
        string? mapped = ReadMapping(account);
        string own = Path.GetFileName(account);
        List<string> found = [.. _external.Where(folder => IsNamed(folder, mapped) || IsNamed(folder, own))];
        bool isOnly = _accounts.Count == 1 && _external.Select(Path.GetFileName).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1;
        return found.Count > 0 || !isOnly ? found : _external;
    }

    /// <summary>The folders that hold a <c>Download</c> of the app's, for whichever account.</summary>
    public IReadOnlyList<string> Shared => _shared;

    private static bool IsNamed(string folder, string? name) => name is not null && Path.GetFileName(folder).Equals(name, StringComparison.OrdinalIgnoreCase);

    // Somewhere in the small file stands the folder's name, 32 hex digits.
    private static string? ReadMapping(string account)
    {
        try
        {
            FileInfo file = new(Path.Join(account, AndroidNames.Mapping));
            if (!file.Exists || file.Length > MaxMappingBytes || file.LinkTarget is not null)
            {
                return null;
            }

            string text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file.FullName));
            for (int i = 0; i + 32 <= text.Length; i++)
            {
                if (WeChatIds.IsHash(text.AsSpan(i, 32)))
                {
                    return text.Substring(i, 32);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then only the name tells.
        }

        return null;
    }

    private bool TakeAccount(string folder)
    {
        if (!HoldsMessages(folder))
        {
            return false;
        }

        _accounts.Add(folder);
        return true;
    }

    private IEnumerable<string> Choose(string folder, string[] folders)
    {
        if (IsExternal(folder, folders))
        {
            _external.Add(folder);
            yield break;
        }

        foreach (string below in folders)
        {
            if (IsDownload(folder, below))
            {
                _shared.Add(folder);
            }
            else
            {
                yield return below;
            }
        }
    }

    private static bool HoldsMessages(string folder)
    {
        string path = Path.Join(folder, AndroidNames.Messages);
        return File.Exists(path) && AndroidNames.SniffContainer(path) is not null;
    }

    private static bool IsExternal(string folder, string[] below) =>
        WeChatIds.IsHash(Path.GetFileName(folder)) && IsNamed(Path.GetDirectoryName(folder) ?? "", AndroidNames.AppFolder)
        && below.Any(name => AndroidNames.MediaFolders.Contains(Path.GetFileName(name)));

    // MicroMsg/Download, and Download/WeiXin on the phone's shared storage.
    private static bool IsDownload(string folder, string below) => IsNamed(below, "Download")
        && (IsNamed(folder, AndroidNames.AppFolder) || Directory.Exists(Path.Join(below, "WeiXin")));
}
