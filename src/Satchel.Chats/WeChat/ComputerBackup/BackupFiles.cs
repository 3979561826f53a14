namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>The containers of a backup, opened as they are needed. For one thread.</summary>
/// <param name="root">The backup's folder.</param>
internal sealed class BackupFiles(string root) : IDisposable
{
    private readonly Dictionary<string, FileStream?> _open = new(StringComparer.Ordinal);

    /// <summary>How long a container is; 0 where it is not there.</summary>
    public long LengthOf(string name) => Find(name)?.Length ?? 0;

    /// <summary>Reads a piece; null where not all of it is there, or it is longer than a segment may be.</summary>
    public byte[]? Read(string name, long offset, long lengthBytes)
    {
        if (lengthBytes is <= 0 or > BackupLimits.MaxSegmentBytes || offset < 0 || Find(name) is not FileStream file || offset > file.Length - lengthBytes)
        {
            return null;
        }

        byte[] bytes = new byte[lengthBytes];
        file.Position = offset;
        try
        {
            return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileStream? file in _open.Values)
        {
            file?.Dispose();
        }
    }

    private FileStream? Find(string name)
    {
        if (_open.TryGetValue(name, out FileStream? file))
        {
            return file;
        }

        try
        {
            file = BackupNames.IsContainer(name) ? new FileStream(Path.Join(root, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file = null;   // whoever keeps the files says that it cannot be read
        }

        return _open[name] = file;
    }
}
