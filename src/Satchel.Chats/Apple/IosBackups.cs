using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Plists;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple;

/// <summary>Looks for iPhone backups at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class IosBackups
{
    /// <summary>What the container is called.</summary>
    public const string ContainerName = "ios-backup";

    private readonly ICollection<string> _unreadable;
    private readonly CancellationToken _cancellationToken;
    private readonly List<FoundBackup> _found = [];
    private int _folders;

    private IosBackups(ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        _unreadable = unreadable;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The backups there, in the order of their paths, each with the apps that are found in it.</summary>
    /// <param name="path">The folder of a backup, or one above; anything else has none.</param>
    /// <param name="unreadable">Takes the folders that cannot be read.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IReadOnlyList<FoundBackup> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        IosBackups search = new(unreadable, cancellationToken);
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            search.AddBelow(full, 0);
        }

        return search._found;
    }

    private void AddBelow(string folder, int depth)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_folders > AppleLimits.MaxFoldersSearched)
        {
            return;
        }

        string[] folders;
        try
        {
            if (IosBackup.IsOne(folder))
            {
                Add(folder);
                return;   // everything below belongs to it
            }

            folders = Directory.GetDirectories(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add(folder);
            return;
        }

        Array.Sort(folders, StringComparer.Ordinal);
        foreach (string below in folders)
        {
            if (depth < AppleLimits.MaxSearchDepth && (File.GetAttributes(below) & FileAttributes.ReparsePoint) == 0)
            {
                AddBelow(below, depth + 1);
            }
        }
    }

    private void Add(string folder)
    {
        var backup = IosBackup.Look(folder);
        IReadOnlyList<IosApp> apps = AppsByManifest(backup) ?? AppsByLists(backup) ?? [IosApps.WhatsApp];
        _found.Add(new FoundBackup(folder, backup.IsEncrypted, apps));
    }

    // A manifest that is not encrypted tells it for certain; one that is, or has a log, or is damaged, does not.
    private static List<IosApp>? AppsByManifest(IosBackup backup)
    {
        string path = Path.Join(backup.Root, IosBackup.ManifestName);
        if (backup.IsEncrypted || !File.Exists(path) || SqliteImage.HasWal(path) || SqliteImage.HasHotJournal(path))
        {
            return null;
        }

        try
        {
            using var manifest = ManifestDatabase.Open(path);
            return [.. IosApps.All.Where(manifest.Has)];
        }
        catch (ChatFormatException)
        {
            return null;
        }
    }

    // The lists of apps in Manifest.plist and Info.plist, of which either may be missing.
    private static List<IosApp>? AppsByLists(IosBackup backup)
    {
        HashSet<string> installed = [];
        if (backup.Manifest.Dictionary("Applications") is { } applications)
        {
            installed.UnionWith(applications.Entries.Select(entry => entry.Key));
        }

        try
        {
            string info = Path.Join(backup.Root, "Info.plist");
            if (File.Exists(info) && Plist.ReadFile(info)["Installed Applications"] is PlistArray { Items: var items })
            {
                installed.UnionWith(items.OfType<PlistString>().Select(item => item.Text));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ChatFormatException)
        {
            // What the other list says stands alone.
        }

        return installed.Count == 0 ? null : [.. IosApps.All.Where(app => installed.Contains(app.BundleId))];
    }
}
