namespace Satchel.Cli;

/// <summary>
/// Where settings with secrets, and the cache, lie: <c>SATCHEL_HOME/config</c> and <c>SATCHEL_HOME/cache</c>, else the XDG
/// folders. Only the person may read the settings; looser permissions are repaired, and said.
/// </summary>
internal sealed class HomeFolders
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private HomeFolders(string config, string cache)
    {
        Config = config;
        Cache = cache;
    }

    /// <summary>Settings and secrets.</summary>
    public string Config { get; }

    /// <summary>What can be made again.</summary>
    public string Cache { get; }

    /// <summary>Finds the folders, makes what is missing and repairs permissions.</summary>
    public static HomeFolders Prepare(Session session)
    {
        HomeFolders home = Find(session);
        Directory.CreateDirectory(home.Config, FolderMode);
        Directory.CreateDirectory(home.Cache, FolderMode);
        RepairFolder(home.Cache, session.Terminal);
        foreach (string folder in Directory.EnumerateDirectories(home.Config, "*", InTree).Prepend(home.Config))
        {
            RepairFolder(folder, session.Terminal);
        }

        foreach (string file in Directory.EnumerateFiles(home.Config, "*", InTree))
        {
            RepairFile(file, session.Terminal);
        }

        return home;
    }

    /// <summary>Links are left alone: what they lead to is somebody else's to decide.</summary>
    private static EnumerationOptions InTree { get; } = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private static HomeFolders Find(Session session)
    {
        if (session.Variable("SATCHEL_HOME") is { } own)
        {
            return new HomeFolders(Path.GetFullPath(Path.Combine(own, "config")), Path.GetFullPath(Path.Combine(own, "cache")));
        }

        return new HomeFolders(
            Path.Combine(XdgFolder(session, "XDG_CONFIG_HOME", ".config"), "satchel"),
            Path.Combine(XdgFolder(session, "XDG_CACHE_HOME", ".cache"), "satchel"));
    }

    /// <summary>The XDG rules: a variable counts where it is an absolute path.</summary>
    private static string XdgFolder(Session session, string variable, string belowHome)
    {
        if (session.Variable(variable) is { } folder && Path.IsPathRooted(folder))
        {
            return folder;
        }

        string home = session.Variable("HOME")
            ?? throw new CommandException(ExitCode.Failed, ErrorAnchor.FileFailed, "neither SATCHEL_HOME nor HOME is set", "set SATCHEL_HOME to a folder for settings and cache");
        return Path.Combine(home, belowHome);
    }

    private static void RepairFolder(string folder, Terminal terminal)
    {
        if ((File.GetUnixFileMode(folder) & Others) != 0)
        {
            File.SetUnixFileMode(folder, FolderMode);
            terminal.Note($"{folder} was open to others; its permissions are 0700 now");
        }
    }

    private static void RepairFile(string file, Terminal terminal)
    {
        if ((File.GetUnixFileMode(file) & (Others | UnixFileMode.UserExecute)) != 0)
        {
            File.SetUnixFileMode(file, FileMode);
            terminal.Note($"{file} was open to others; its permissions are 0600 now");
        }
    }
}
