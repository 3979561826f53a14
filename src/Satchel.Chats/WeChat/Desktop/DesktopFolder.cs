namespace Satchel.Chats.WeChat.Desktop;

/// <summary>A folder that is a history of the desktop app.</summary>
/// <param name="Root">The account's folder; the one with the databases where that was copied alone.</param>
/// <param name="Storage">Where below the root the databases lie, with <c>/</c>; empty for the root itself.</param>
/// <param name="Generation">Its layout.</param>
internal sealed record DesktopFolder(string Root, string Storage, DesktopGeneration Generation)
{
    private static readonly string[] MacBeside = ["Contact", "Session", "Group"];

    /// <summary>What a folder is, by the databases at their places in it; null for nothing.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public static DesktopFolder? Recognize(string folder)
    {
        if (HoldsMessages(Path.Join(folder, DesktopNames.FourStorage, DesktopNames.FourShards), DesktopGeneration.Four))
        {
            return AccountOr(folder, DesktopNames.FourStorage, DesktopGeneration.Four);
        }

        string windows = Path.Join(folder, DesktopNames.WindowsStorage);
        if (HoldsMessages(Path.Join(windows, DesktopNames.WindowsShards), DesktopGeneration.WindowsThree) || HoldsMessages(windows, DesktopGeneration.WindowsThree))
        {
            return AccountOr(folder, DesktopNames.WindowsStorage, DesktopGeneration.WindowsThree);
        }

        return HoldsMessages(Path.Join(folder, DesktopNames.MacShards), DesktopGeneration.MacThree) ? new DesktopFolder(folder, "", DesktopGeneration.MacThree)
            : HoldsMessages(Path.Join(folder, DesktopNames.FourShards), DesktopGeneration.Four) ? AtStorage(folder, DesktopNames.FourStorage, DesktopGeneration.Four)
            : HoldsMessages(Path.Join(folder, DesktopNames.WindowsShards), DesktopGeneration.WindowsThree) ? AtStorage(folder, DesktopNames.WindowsStorage, DesktopGeneration.WindowsThree)
            : RecognizeShards(folder);
    }

    /// <summary>The account whose folder is this or one above it; null where there is none. What is above is taken only where it looks like an account's.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be listed.</exception>
    public static DesktopFolder? RecognizeAround(string folder)
    {
        for ((string? at, int up) = (folder, 0); at is not null && up <= DesktopLimits.MaxDatabaseDepth; at = Path.GetDirectoryName(at), up++)
        {
            if (Recognize(at) is { } found && (found.Root == folder || folder.StartsWith(found.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                && (up == 0 || LooksLikeAccount(found)))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a folder holds a database of messages.</summary>
    public static bool HoldsMessages(string folder, DesktopGeneration generation) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*" + DesktopNames.DatabaseEnding).Any(path => DesktopNames.GenerationOf(path) == generation && IsFile(path));

    // The folder with the shards was pointed at: the account's is above it, if that was not left behind.
    private static DesktopFolder? RecognizeShards(string folder)
    {
        foreach (DesktopGeneration generation in Enum.GetValues<DesktopGeneration>())
        {
            if (!HoldsMessages(folder, generation))
            {
                continue;
            }

            DesktopFolder? above = Path.GetDirectoryName(folder) is { } parent && IsShards(Path.GetFileName(folder), generation) ? Recognize(parent) : null;
            return above is not null && above.Generation == generation && LooksLikeAccount(above) ? above : new DesktopFolder(folder, "", generation);
        }

        return null;
    }

    private static bool IsShards(string name, DesktopGeneration generation) => generation switch
    {
        DesktopGeneration.WindowsThree => name is DesktopNames.WindowsShards or DesktopNames.WindowsStorage,
        DesktopGeneration.MacThree => name == DesktopNames.MacShards,
        _ => name == DesktopNames.FourShards,
    };

    // The databases' folder may have been copied to a place that is no account's: then the rest of that place is not the app's.
    private static DesktopFolder AccountOr(string folder, string storage, DesktopGeneration generation)
    {
        DesktopFolder account = new(folder, storage, generation);
        return LooksLikeAccount(account) ? account : new DesktopFolder(Path.Join(folder, storage), "", generation);
    }

    private static DesktopFolder AtStorage(string folder, string storage, DesktopGeneration generation) =>
        Path.GetFileName(folder) == storage && Path.GetDirectoryName(folder) is { } parent
        && new DesktopFolder(parent, storage, generation) is var account && LooksLikeAccount(account)
            ? account
            : new DesktopFolder(folder, "", generation);

    private static bool LooksLikeAccount(DesktopFolder found)
    {
        string name = Path.GetFileName(found.Root);
        string above = Path.GetFileName(Path.GetDirectoryName(found.Root) ?? "");
        return found.Generation switch
        {
            DesktopGeneration.WindowsThree => name.StartsWith("wxid_", StringComparison.Ordinal) || above == "WeChat Files"
                || Directory.Exists(Path.Join(found.Root, DesktopNames.WindowsFiles)),
            DesktopGeneration.MacThree => WeChatIds.IsHash(name) || Array.Exists(MacBeside, beside => Directory.Exists(Path.Join(found.Root, beside))),
            _ => found.Storage.Length > 0 && (name.StartsWith("wxid_", StringComparison.Ordinal) || above == "xwechat_files"
                || Directory.Exists(Path.Join(found.Root, DesktopNames.FourFiles))),
        };
    }

    private static bool IsFile(string path) => (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Directory)) == 0;
}
