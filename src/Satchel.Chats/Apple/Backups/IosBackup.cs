using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Chats.Apple.Backups;

/// <summary>An iPhone backup as Finder, iTunes and libimobiledevice make it: the folder named for the phone.</summary>
internal sealed record IosBackup
{
    /// <summary>The manifest's name.</summary>
    public const string ManifestName = "Manifest.db";

    /// <summary>The lists that lie beside it.</summary>
    public static IReadOnlyList<string> PlistNames { get; } = ["Info.plist", "Manifest.plist", "Status.plist"];

    // A folder that begins with this holds an app's files under their own names: what a restore without encryption leaves, and no backup.
    private const string DomainStart = "AppDomain";

    private const string OldManifestName = "Manifest.mbdb";
    private const string FinishedState = "finished";

    /// <summary>The folder; a full path.</summary>
    public required string Root { get; init; }

    /// <summary>Manifest.plist; empty where it is not there or cannot be read.</summary>
    public required PlistDictionary Manifest { get; init; }

    /// <summary>Whether its files are encrypted.</summary>
    public bool IsEncrypted => Manifest.Boolean("IsEncrypted") ?? false;

    /// <summary>Whether a folder looks like a backup, also one in part.</summary>
    public static bool IsOne(string folder)
    {
        bool hasManifest = File.Exists(Path.Join(folder, ManifestName)) || File.Exists(Path.Join(folder, OldManifestName));
        int lists = PlistNames.Count(name => File.Exists(Path.Join(folder, name)));
        return (lists >= 2 || (hasManifest && lists == 1) || (hasManifest && HasFolder(folder, IsPayloadFolder)))
            && !HasFolder(folder, name => name.StartsWith(DomainStart, StringComparison.Ordinal));
    }

    /// <summary>Looks at a backup: what cannot be read of it shows when it is opened.</summary>
    public static IosBackup Look(string root)
    {
        try
        {
            return new IosBackup { Root = root, Manifest = Plist.ReadFile(Path.Join(root, "Manifest.plist")) };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ChatFormatException)
        {
            return new IosBackup { Root = root, Manifest = PlistDictionary.Empty };
        }
    }

    /// <summary>Opens a backup to read its files.</summary>
    /// <exception cref="ChatFormatException">It was not finished, or is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IosBackup Open(string root)
    {
        CheckState(root);
        if (!File.Exists(Path.Join(root, ManifestName)))
        {
            throw File.Exists(Path.Join(root, OldManifestName))
                ? new ChatFormatException(ChatFormatProblem.UnsupportedVersion, root, "is a backup of iOS 9 or older, which this version does not read; Manifest.db was expected")
                : new ChatFormatException(ChatFormatProblem.Truncated, root, "has no Manifest.db: the backup was not finished; make it again");
        }

        string plist = Path.Join(root, "Manifest.plist");
        return File.Exists(plist)
            ? new IosBackup { Root = root, Manifest = Plist.ReadFile(plist) }
            : throw new ChatFormatException(ChatFormatProblem.Truncated, root, "has no Manifest.plist: the backup was not finished, or copied in part");
    }

    /// <summary>Opens the keybag of an encrypted backup. It takes seconds, so the keys are kept for as long as it is open.</summary>
    /// <exception cref="ChatFormatException">There is none, or no password opens it.</exception>
    public ClassKeys Unlock(SourceKeys keys, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> keybag = Manifest.Data("BackupKeyBag")
            ?? throw new ChatFormatException(ChatFormatProblem.Damaged, "Manifest.plist", "has no BackupKeyBag, although the backup is encrypted");
        return ClassKeys.Open(Keybag.Read(keybag.Span), keys, Root, cancellationToken);
    }

    /// <summary>Refuses a backup that could not be restored to a phone: one that does not say that it was finished.</summary>
    /// <exception cref="ChatFormatException">It does not.</exception>
    public void RequireFinished()
    {
        foreach (string name in PlistNames)
        {
            if (!File.Exists(Path.Join(Root, name)))
            {
                throw new ChatFormatException(ChatFormatProblem.Truncated, Root, $"has no {name}, so no phone takes it; make the backup again");
            }
        }

        if (Plist.ReadFile(Path.Join(Root, "Status.plist")).Text("SnapshotState") != FinishedState)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, Root, $"does not say that it is {FinishedState}, so no phone takes it; make the backup again");
        }
    }

    /// <summary>The full path of the payload of a file.</summary>
    public string PayloadPath(string fileId) => Path.Join(Root, fileId[..2], fileId);

    // While a backup is made, and after it was broken off, Status.plist says another state; what lies there is then of two times.
    private static void CheckState(string root)
    {
        string path = Path.Join(root, "Status.plist");
        if (File.Exists(path) && Plist.ReadFile(path).Text("SnapshotState") is { } state && state != FinishedState)
        {
            throw new ChatFormatException(
                ChatFormatProblem.Truncated, root, $"is a backup in progress or broken off (Status.plist says '{state}', '{FinishedState}' was expected); let it finish, or make it again");
        }
    }

    private static bool IsPayloadFolder(string name) => name.Length == 2 && name.All(char.IsAsciiHexDigitLower);

    private static bool HasFolder(string folder, Func<string, bool> isOne) => Directory.EnumerateDirectories(folder).Any(path => isOne(Path.GetFileName(path)));
}
