using Microsoft.Win32.SafeHandles;
using Satchel.Capture;
using Satchel.Native;

namespace Satchel.Restoring;

/// <summary>
/// The folder that a restore writes into. Paths come out of a vault that somebody else may have written, so none of them leads out of
/// the folder, not through a link either.
/// </summary>
internal sealed class RestoreFolder(string root)
{
    private const long NanosPerTick = 100;
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The folder.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>
    /// Makes way for an entry: its folders are there, and nothing lies in its place. Null, with the reason, where that cannot be.
    /// </summary>
    public string? Prepare(string path, out string reason)
    {
        string[] segments = path.Split('/');
        if (path.Length == 0 || path.Contains('\0') || segments.Any(s => s is "" or "." or ".."))
        {
            reason = "its path leads out of the folder";
            return null;
        }

        lock (_lock)
        {
            string folder = Root;
            foreach (string segment in segments[..^1])
            {
                folder = Path.Combine(folder, segment);
                if (!_checked.Contains(folder) && !MakeFolder(folder))
                {
                    reason = $"{Path.GetRelativePath(Root, folder)} lies in the way and is no folder";
                    return null;
                }
            }
        }

        string full = Path.Combine(Root, path);
        FileStamp? there = FileStatus.Read(full);
        if (there is { Kind: EntryKind.Folder })
        {
            reason = "a folder lies in its place";
            return null;
        }

        if (there is not null)
        {
            File.Delete(full);
        }

        reason = "";
        return full;
    }

    /// <summary>Makes an empty folder; false where something else lies there.</summary>
    public bool TryMakeFolder(string path, out string full, out string reason)
    {
        // The same care for what lies above it as for a file in it.
        full = Path.Combine(Root, path);
        if (Prepare(path + "/x", out reason) is not null)
        {
            return true;
        }

        return false;
    }

    /// <summary>Sets a file's or folder's permission bits and modification time.</summary>
    public static void SetStatus(string full, FileRecord record)
    {
        if (!OperatingSystem.IsWindows() && record.Kind != FileKind.Link)
        {
            File.SetUnixFileMode(full, (UnixFileMode)record.Mode);
        }

        DateTime modified = ModifiedAt(record.ModifiedNanos);
        if (record.Kind == FileKind.EmptyFolder)
        {
            Directory.SetLastWriteTimeUtc(full, modified);
        }
        else if (record.Kind != FileKind.Link)
        {
            File.SetLastWriteTimeUtc(full, modified);
        }
    }

    /// <summary>Sets an open file's permission bits and modification time, once all is written.</summary>
    public static void SetStatus(SafeFileHandle file, FileRecord record)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)record.Mode);
        }

        File.SetLastWriteTimeUtc(file, ModifiedAt(record.ModifiedNanos));
    }

    private static DateTime ModifiedAt(long nanos)
    {
        long ticks = Math.DivRem(nanos, NanosPerTick, out long rest) - (rest < 0 ? 1 : 0);
        return DateTime.UnixEpoch.AddTicks(ticks);
    }

    private bool MakeFolder(string folder)
    {
        FileStamp? there = FileStatus.Read(folder);
        if (there is not null and not { Kind: EntryKind.Folder })
        {
            return false;
        }

        Directory.CreateDirectory(folder);
        _checked.Add(folder);
        return true;
    }
}
