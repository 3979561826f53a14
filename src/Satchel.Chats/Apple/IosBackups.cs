using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Plists;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple;

/// <summary>Looks for iPhone backups at and below a path. Symbolic links to folders are not followed.</summary>
internal static class IosBackups
{
    /// <summary>What the container is called.</summary>
    public const string ContainerName = "ios-backup";

    /// <summary>The backups there, in the order of their paths, each with the apps that are found in it.</summary>
    /// <param name="path">The folder of a backup, or one above; anything else has none.</param>
    /// <param name="unreadable">Takes the folders that cannot be read.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public static IReadOnlyList<FoundBackup> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        List<FoundBackup> found = [];
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            new FolderSearch(unreadable, cancellationToken) { MaxDepth = AppleLimits.MaxSearchDepth }.Walk(full, folder => TryAdd(folder, found));
        }

        return found;
    }

    private static bool TryAdd(string folder, List<FoundBackup> found)
    {
        if (!IosBackup.IsOne(folder))
        {
            return false;
        }

        var backup = IosBackup.Look(folder);
        IReadOnlyList<IosApp> apps = AppsByManifest(backup) ?? AppsByLists(backup) ?? [IosApps.WhatsApp];
        found.Add(new FoundBackup(folder, backup.IsEncrypted, apps));
        return true;
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
