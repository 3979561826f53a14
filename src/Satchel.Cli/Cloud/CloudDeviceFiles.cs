using System.Security.Cryptography;
using System.Text.Json;
using Satchel.Accounts;

namespace Satchel.Cli.Cloud;

/// <summary>The accounts that this device is signed in to: a file each, <c>config/cloud/HOST.json</c>, readable by its person alone.</summary>
internal sealed class CloudDeviceFiles(HomeFolders home)
{
    private const string Extension = ".json";
    private const int MaxFileBytes = 16 * 1024;
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string Folder => Path.Combine(home.Config, "cloud");

    /// <summary>This device on a cloud; null where it is not signed in there.</summary>
    public CloudDevice? Find(CloudAddress address)
    {
        string path = PathOf(address);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>This device on every cloud, in order of their names.</summary>
    public IReadOnlyList<CloudDevice> All() => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal).Select(Read)]
        : [];

    /// <summary>Keeps it; the file is the old or the new one, whatever happens.</summary>
    public void Write(CloudAddress address, CloudDevice device)
    {
        Directory.CreateDirectory(Folder, FolderMode);
        string path = PathOf(address);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(device, CloudDeviceJson.Default.CloudDevice);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using (FileStream file = new(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        CryptographicOperations.ZeroMemory(content);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Forgets it.</summary>
    public void Remove(CloudAddress address) => File.Delete(PathOf(address));

    private string PathOf(CloudAddress address) => Path.Combine(Folder, address.Host.Replace(':', '_').Replace('/', '_') + Extension);

    private static CloudDevice Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxFileBytes)
            {
                throw Broken(path);
            }

            CloudDevice device = JsonSerializer.Deserialize(File.ReadAllBytes(path), CloudDeviceJson.Default.CloudDevice) ?? throw Broken(path);
            return AccountId.IsValid(device.Account) && device.Key.Length == SigningKey.SeedBytes ? device : throw Broken(path);
        }
        catch (JsonException)
        {
            throw Broken(path);
        }
    }

    private static CommandException Broken(string path) =>
        new(ExitCode.Failed, ErrorAnchor.FileFailed, $"{path} is not what 'satchel login' writes", "'satchel login URL --email E' makes it anew");
}
