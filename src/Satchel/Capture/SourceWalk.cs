using System.Text;
using Satchel.Chats;
using Satchel.Native;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>
/// Finds everything below a source's root, in the order of the paths' bytes: files, links as links, folders only where they are
/// empty. What cannot be looked at is named.
/// </summary>
internal sealed class SourceWalk(ChatSource source, ICollection<string> unreadable)
{
    private const byte Separator = (byte)'/';
    private const int ShownCharacters = 80;

    /// <summary>Walks; one thread.</summary>
    public IEnumerable<WalkedEntry> Entries(CancellationToken cancellationToken)
    {
        if (source.IsFile)
        {
            string name = Path.GetFileName(source.Root);
            return FileStatus.Read(source.Root) is FileStamp stamp
                ? [new WalkedEntry(name, Encoding.UTF8.GetBytes(name), source.Root, stamp, null)]
                : Unreadable(source.Root, "is not there any more");
        }

        return Walk(source.Root, "", cancellationToken);
    }

    /// <summary>Whether a path is longer than a vault can hold, which is noted.</summary>
    public static bool IsTooLong(string path, byte[] key, ICollection<string> unreadable)
    {
        if (key.Length <= VaultLimits.MaxKeyBytes)
        {
            return false;
        }

        unreadable.Add($"{path[..ShownCharacters]}…: its path is longer than a vault can hold");
        return true;
    }

    private IEnumerable<WalkedEntry> Walk(string folder, string prefix, CancellationToken cancellationToken)
    {
        List<(byte[] Order, string Name, FileStamp Stamp, bool IsFull)> names = List(folder, prefix);
        foreach ((_, string name, FileStamp stamp, bool isFull) in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = prefix + name;
            string fullPath = Path.Combine(folder, name);
            if (isFull)
            {
                foreach (WalkedEntry entry in Walk(fullPath, path + "/", cancellationToken))
                {
                    yield return entry;
                }

                continue;
            }

            if (Entry(path, fullPath, stamp) is WalkedEntry found)
            {
                yield return found;
            }
        }
    }

    private WalkedEntry? Entry(string path, string fullPath, FileStamp stamp)
    {
        byte[] key = Encoding.UTF8.GetBytes(path);
        if (IsTooLong(path, key, unreadable))
        {
            return null;
        }

        if (stamp.Kind == EntryKind.Special)
        {
            unreadable.Add($"{path}: is a pipe, a socket or a device, which has no content to keep");
            return null;
        }

        string? target = null;
        if (stamp.Kind == EntryKind.Link && (target = new FileInfo(fullPath).LinkTarget) is null)
        {
            unreadable.Add($"{path}: the link cannot be read");
            return null;
        }

        return new WalkedEntry(path, key, fullPath, stamp, target);
    }

    // A folder with something in it sorts as its name with a separator, so that the whole walk is in the order of the paths; an empty
    // one is a path itself. One that is emptied meanwhile gives nothing: out of its place it would pass for gone and come.
    private List<(byte[] Order, string Name, FileStamp Stamp, bool IsFull)> List(string folder, string prefix)
    {
        List<(byte[] Order, string Name, FileStamp Stamp, bool IsFull)> names = [];
        try
        {
            foreach (string fullPath in Directory.EnumerateFileSystemEntries(folder))
            {
                string name = Path.GetFileName(fullPath);
                if (FileStatus.Read(fullPath) is not FileStamp stamp)
                {
                    unreadable.Add($"{prefix}{name}: cannot be looked at");
                    continue;
                }

                byte[] order = Encoding.UTF8.GetBytes(name);
                bool isFull = stamp.Kind == EntryKind.Folder && !IsEmpty(fullPath);
                names.Add((isFull ? [.. order, Separator] : order, name, stamp, isFull));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable.Add($"{(prefix.Length > 0 ? prefix : folder)}: the folder cannot be read");
        }

        names.Sort((left, right) => left.Order.AsSpan().SequenceCompareTo(right.Order));
        return names;
    }

    private static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;   // named by whoever goes into it
        }
    }

    private WalkedEntry[] Unreadable(string path, string why)
    {
        unreadable.Add($"{path}: {why}");
        return [];
    }
}
