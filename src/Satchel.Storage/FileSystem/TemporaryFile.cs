using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>
/// A file on its way to its name: written and made durable under <c>.writing/</c> first, then named. Its writer holds
/// it locked, so that what a crash left behind can be told from what is being written.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private bool _named;

    private TemporaryFile(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Writes <paramref name="content"/> into a new file, and waits until the disk has it.</summary>
    public static TemporaryFile Write(FolderLayout layout, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        FolderLayout.MakeFolder(layout.WritingFolder);
        string path = Path.Combine(layout.WritingFolder, $"{Guid.NewGuid():N}.tmp");
        var temporary = new TemporaryFile(new FileStream(path, FolderLayout.Locked(FileMode.CreateNew, FileAccess.Write)), path);
        try
        {
            UncachedWriting.Write(temporary._file.SafeFileHandle, content.Span, 0);
            RandomAccess.FlushToDisk(temporary._file.SafeFileHandle);
            cancellationToken.ThrowIfCancellationRequested();
            return temporary;
        }
        catch
        {
            temporary.Dispose();
            throw;
        }
    }

    /// <summary>Gives the file its name unless that is taken; false where it is. The commit point.</summary>
    public bool TryName(string path)
    {
        _named = DurableFolder.TryRename(_path, path);
        if (_named)
        {
            DurableFolder.Flush(Path.GetDirectoryName(path)!);
        }

        return _named;
    }

    /// <summary>Gives the file its name, in place of what had it. The commit point.</summary>
    public void Replace(string path)
    {
        File.Move(_path, path, overwrite: true);
        _named = true;
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Removes what crashed writers left: every file that nobody holds locked. Never fails; what stays is swept another time.</summary>
    public static void Sweep(FolderLayout layout)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(layout.WritingFolder, "*.tmp"))
            {
                SweepOne(path);
            }
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            // There is no such folder yet, or it may not be read: then nothing of ours is to be removed either.
        }
    }

    public void Dispose()
    {
        if (!_named)
        {
            DurableFolder.Remove(_path);
        }

        _file.Dispose();
    }

    private static void SweepOne(string path)
    {
        try
        {
            if ((File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0)
            {
                using FileStream abandoned = new(path, FolderLayout.Locked(FileMode.Open, FileAccess.Write));
                DurableFolder.Remove(path);
                return;
            }

            DurableFolder.Remove(path);
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            // Somebody is writing it, or has just named it.
        }
    }
}
