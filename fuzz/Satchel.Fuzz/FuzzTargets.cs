namespace Satchel.Fuzz;

/// <summary>All targets, with the folder in which those work that need files.</summary>
internal sealed class FuzzTargets : IDisposable
{
    private readonly string _folder;
    private readonly ChatTargets _chats;

    private FuzzTargets(string folder)
    {
        _folder = folder;
        _chats = new ChatTargets(folder);
        All =
        [
            .. _chats.All(),
            .. new IosTargets(folder).All(),
            .. new AppleTargets(folder).All(),
            .. new TextTargets(folder).All(),
            .. WeChatTargets.All(),
            .. new WeChatAndroidTargets(folder).All(),
            .. new WeChatIosTargets(folder).All(),
            .. new WeChatDesktopTargets(folder).All(),
            .. new WeChatBackupTargets(folder).All(),
        ];
    }

    /// <summary>Makes the inputs that all others are made of.</summary>
    public static async Task<FuzzTargets> MakeAsync()
    {
        FuzzTargets targets = new(Directory.CreateTempSubdirectory("satchel-fuzz-").FullName);
        targets.All = [.. targets.All, .. await VaultTargets.AllAsync(), .. await RecordTargets.AllAsync()];
        return targets;
    }

    /// <summary>The targets.</summary>
    public IReadOnlyList<FuzzTarget> All { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _chats.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
