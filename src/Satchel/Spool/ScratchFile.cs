namespace Satchel.Spool;

/// <summary>Temporary files that hold people's messages for a while.</summary>
internal static class ScratchFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>
    /// Makes an empty file that only its owner can read and that has no name any more: however the program ends, the system frees it.
    /// </summary>
    public static FileStream Create(string folder)
    {
        CreateFolder(folder);
        string path = Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferBytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream file = new(path, options);
        File.Delete(path);
        return file;
    }

    /// <summary>Makes an empty file that only its owner can read, for somebody else to write into.</summary>
    public static void Touch(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }

    /// <summary>Makes a folder that only its owner can enter, where it is not there.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
