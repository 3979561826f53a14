using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>
/// Where a <see cref="FolderBlobStore"/> keeps what.
/// <code>
///   &lt;root&gt;/packs/3f/3f09…     the blob packs/3f/3f09…
///   &lt;root&gt;/heads/3f09…        the head heads/3f09…
///   &lt;root&gt;/heads/.lock        locked (flock) while a head is compared and set; always empty
///   &lt;root&gt;/.writing/*.tmp     what is being written; each is locked by its writer, and left over once it is not
/// </code>
/// The root may be a symbolic link, which is its owner's choice; nothing below it is followed.
/// </summary>
internal sealed class FolderLayout(string root)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileModeBits = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Root { get; } = Path.GetFullPath(root);

    public string WritingFolder => Path.Combine(Root, ".writing");

    public string LockFile => Path.Combine(Root, "heads", ".lock");

    /// <summary>The path of a blob or head.</summary>
    /// <exception cref="IOException">A folder on the way to it is a symbolic link.</exception>
    public string PathOf(BlobName name)
    {
        string folder = Root;
        ReadOnlySpan<char> rest = name.Value;
        for (int slash = rest.IndexOf('/'); slash >= 0; slash = rest.IndexOf('/'))
        {
            folder = Path.Join(folder, rest[..slash]);
            rest = rest[(slash + 1)..];
            RefuseLink(folder);
        }

        return Path.Join(folder, rest);
    }

    /// <summary>Makes a folder and those above it where they are missing, for the owner only, so that they survive a crash.</summary>
    public static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is string parent)
        {
            MakeFolder(parent);
            if (OperatingSystem.IsWindows())
            {
                throw new PlatformNotSupportedException("a folder store needs the calls of a POSIX system");
            }

            Directory.CreateDirectory(folder, FolderMode);
            DurableFolder.Flush(parent);
        }
    }

    /// <summary>
    /// How a file of ours is opened: for the owner only, and locked. FileShare.None takes an exclusive flock, which the
    /// system lets go of when its holder dies; where somebody holds it, opening fails at once (<see cref="LibC.WouldBlock"/>).
    /// </summary>
    public static FileStreamOptions Locked(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && (mode is FileMode.CreateNew or FileMode.OpenOrCreate))
        {
            options.UnixCreateMode = FileModeBits;
        }

        return options;
    }

    /// <summary>Refuses a symbolic link where a folder belongs.</summary>
    public static void RefuseLink(string folder)
    {
        // Attributes are all ones where nothing is there.
        FileAttributes attributes = new FileInfo(folder).Attributes;
        if (attributes != (FileAttributes)(-1) && (attributes & FileAttributes.ReparsePoint) != 0)
        {
            throw new IOException(folder, LibC.TooManyLinks);
        }
    }
}
