namespace Satchel.Chats.Apple;

/// <summary>Where programs put iPhone backups without being asked.</summary>
public static class IosBackupFolders
{
    /// <summary>The folders of Finder, iTunes, Apple Devices and libimobiledevice that are there.</summary>
    /// <param name="variable">The value of an environment variable; null where it is not set.</param>
    public static IReadOnlyList<string> Usual(Func<string, string?> variable)
    {
        string?[] folders =
        [
            Below(variable("HOME"), "Library", "Application Support", "MobileSync", "Backup"),   // Finder, iTunes on a Mac
            Below(variable("APPDATA"), "Apple Computer", "MobileSync", "Backup"),                // iTunes from Apple
            Below(variable("USERPROFILE"), "Apple", "MobileSync", "Backup"),                     // iTunes from Microsoft's store, Apple Devices
            Below(variable("XDG_DATA_HOME"), "MobileSync", "Backup"),                            // libimobiledevice, which leaves the choice to the person
            Below(variable("HOME"), ".local", "share", "MobileSync", "Backup"),
            Below(variable("HOME"), "MobileSync", "Backup"),
        ];
        return [.. folders.OfType<string>().Distinct().Where(Directory.Exists)];
    }

    private static string? Below(string? folder, params string[] names) =>
        folder is not null && Path.IsPathRooted(folder) ? Path.Join([folder, .. names]) : null;
}
