using System.Text;

namespace Satchel.Vaults;

/// <summary>
/// What this device remembers between runs. In the config folder: its own id, the keys that open vaults here, and the
/// newest records it saw of each vault, by which a storage that goes back is noticed. In the cache folder: what can be
/// made anew at any time.
/// </summary>
public sealed class VaultHome
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxFileBytes = 1024 * 1024;

    private readonly List<string> _repaired = [];
    private string? _device;

    /// <summary>Takes the two folders; they are made when something is first kept.</summary>
    /// <param name="configFolder">For settings and secrets: 0700, files 0600.</param>
    /// <param name="cacheFolder">For what may be deleted.</param>
    /// <param name="time">The clock.</param>
    public VaultHome(string configFolder, string cacheFolder, TimeProvider time)
    {
        ConfigFolder = configFolder;
        CacheFolder = cacheFolder;
        Time = time;
        RepairPermissions();
    }

    /// <summary>The folder of settings and secrets.</summary>
    public string ConfigFolder { get; }

    /// <summary>The folder of what may be deleted.</summary>
    public string CacheFolder { get; }

    /// <summary>Paths in the config folder that others could read; they can no longer. To be said to the person.</summary>
    public IReadOnlyList<string> RepairedPermissions => _repaired;

    /// <summary>This device's id, 32 hex digits; made when first asked for.</summary>
    public string DeviceId => _device ??= ReadOrMakeDevice();

    internal TimeProvider Time { get; }

    /// <summary>Reads a file of the config folder; null where there is none.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.LimitExceeded"/>: it is far longer than anything kept there.</exception>
    internal byte[]? TryRead(string folder, string name)
    {
        FileInfo file = new(Path.Combine(ConfigFolder, folder, name));
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= MaxFileBytes
            ? File.ReadAllBytes(file.FullName)
            : throw new VaultException(VaultProblem.LimitExceeded, $"{file.FullName}: is longer than {MaxFileBytes} bytes");
    }

    /// <summary>Keeps a file in the config folder; it is either the old or the new one, whatever happens.</summary>
    internal void Write(string folder, string name, ReadOnlySpan<byte> content)
    {
        string parent = Path.Combine(ConfigFolder, folder);
        MakeFolder(ConfigFolder);
        MakeFolder(parent);
        string temporary = Path.Combine(parent, name + "." + Guid.NewGuid().ToString("N") + ".tmp");
        FileStreamOptions options = new() { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        using (FileStream file = new(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(parent, name), overwrite: true);
    }

    /// <summary>Removes a file of the config folder, if it is there.</summary>
    internal void Remove(string folder, string name)
    {
        string path = Path.Combine(ConfigFolder, folder, name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <summary>The cache folder of one vault, or null where none can be made; everything works without.</summary>
    internal string? TryMakeCache(string vault)
    {
        try
        {
            string folder = Path.Combine(CacheFolder, "vaults", vault);
            _ = Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = Directory.CreateDirectory(path);
        }
        else
        {
            _ = Directory.CreateDirectory(path, FolderMode);
        }
    }

    private string ReadOrMakeDevice()
    {
        if (TryRead(string.Empty, "device") is byte[] kept && Encoding.ASCII.GetString(kept).TrimEnd() is string device && Snapshots.DeviceId.IsValid(device))
        {
            return device;
        }

        device = Snapshots.DeviceId.New();
        Write(string.Empty, "device", Encoding.ASCII.GetBytes(device + "\n"));
        return device;
    }

    private void RepairPermissions()
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(ConfigFolder))
        {
            return;
        }

        Repair(ConfigFolder, FolderMode);
        foreach (string path in Directory.EnumerateFileSystemEntries(ConfigFolder, "*", SearchOption.AllDirectories))
        {
            Repair(path, Directory.Exists(path) ? FolderMode : FileMode);
        }
    }

    private void Repair(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~mode) != UnixFileMode.None)
        {
            File.SetUnixFileMode(path, mode);
            _repaired.Add(path);
        }
    }
}
