namespace Satchel.Chats.WeChat.Android;

/// <summary>Where below a source's root an account's files may lie, and which of several names a file has.</summary>
/// <param name="root">The source's root; null where nothing lies beside the database.</param>
/// <param name="accounts">What paths of the account's own folders begin with, the private one first.</param>
/// <param name="shared">What paths of the folders that hold a <c>Download</c> begin with.</param>
internal sealed class MediaFolders(string? root, IReadOnlyList<string> accounts, IReadOnlyList<string> shared)
{
    /// <summary>The folders of a source.</summary>
    public static MediaFolders Of(ChatSource source, SourceDatabase messages)
    {
        if (source.IsFile)
        {
            return new MediaFolders(null, [""], []);
        }

        string prefix = messages.Path[..(messages.Path.LastIndexOf('/') + 1)];
        if (prefix.Length == 0)
        {
            return new MediaFolders(source.Root, [""], []);
        }

        string account = Path.Join(source.Root, prefix.TrimEnd('/'));
        PhoneTree tree = PhoneTree.Scan(source.Root, [], CancellationToken.None);
        return new MediaFolders(
            source.Root,
            [prefix, .. tree.ExternalOf(account).Select(folder => AccountFolder.PrefixOf(folder, source.Root))],
            [.. tree.Shared.Select(folder => AccountFolder.PrefixOf(folder, source.Root))]);
    }

    /// <summary>Which of some files of the account is there, in any of its folders.</summary>
    /// <param name="names">Their names below the account's folder, the best first.</param>
    /// <param name="path">The path below the root: of the first that is there, else of the first of all where it would lie; null where no name was given.</param>
    /// <returns>Whether it is there.</returns>
    public bool TryFind(IReadOnlyList<string> names, out string? path)
    {
        path = null;
        foreach (string name in names)
        {
            foreach (string candidate in PathsOf(name))
            {
                if (IsThere(candidate))
                {
                    path = candidate;
                    return true;
                }
            }
        }

        foreach (string name in names)
        {
            foreach (string candidate in PathsOf(name))
            {
                path = candidate;
                return false;
            }
        }

        return false;
    }

    private IEnumerable<string> PathsOf(string stored)
    {
        string name = MediaNames.WithoutPhone(stored);
        if (!MediaNames.IsSafe(name))
        {
            yield break;
        }

        foreach (string account in accounts)
        {
            yield return account + name;
        }

        if (name.StartsWith("Download/", StringComparison.OrdinalIgnoreCase))
        {
            foreach (string folder in shared)
            {
                yield return folder + name;
            }
        }
    }

    private bool IsThere(string path) => root is not null && new FileInfo(Path.Join(root, path)) is { Exists: true, Length: > 0 };
}
