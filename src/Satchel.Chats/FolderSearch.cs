using Satchel.Chats.WhatsApp.Ios;

namespace Satchel.Chats;

/// <summary>
/// Looks into the folders at and below a path, in the order of their paths. Symbolic links to folders are not followed. What cannot be read is named, and the
/// search goes on beside it.
/// </summary>
/// <param name="unreadable">Takes the folders that cannot be read.</param>
/// <param name="cancellationToken">Cancels the search.</param>
internal sealed class FolderSearch(ICollection<string> unreadable, CancellationToken cancellationToken)
{
    /// <summary>How deep below a path is looked, where nothing else is said; what we look for is at most eight folders down.</summary>
    public const int DefaultDepth = 12;

    /// <summary>Folders that are looked into; a phone's storage has some ten thousand, a home folder with source code some hundred thousand.</summary>
    public const int MaxFolders = 200_000;

    private int _folders;

    /// <summary>How deep below the path is looked.</summary>
    public int MaxDepth { get; init; } = DefaultDepth;

    /// <summary>Looks into a folder and those below it.</summary>
    /// <param name="folder">Where to begin; it is there.</param>
    /// <param name="isTaken">Takes what it finds in a folder; true where everything below belongs to that. What it throws for want of access is named.</param>
    /// <param name="choose">Of a folder and those in it, in order, which to go into; null for all.</param>
    public void Walk(string folder, Func<string, bool> isTaken, Func<string, string[], IEnumerable<string>>? choose = null) => Walk(folder, 0, isTaken, choose);

    private void Walk(string folder, int depth, Func<string, bool> isTaken, Func<string, string[], IEnumerable<string>>? choose)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_folders > MaxFolders)
        {
            return;
        }

        string[] folders;
        try
        {
            if (isTaken(folder))
            {
                return;
            }

            folders = Directory.GetDirectories(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
            return;
        }

        Array.Sort(folders, StringComparer.Ordinal);
        foreach (string below in choose is null ? folders : choose(folder, folders))
        {
            if (depth < MaxDepth && !IsMedia(folder, below) && !IsLink(below))
            {
                Walk(below, depth + 1, isTaken, choose);
            }
        }
    }

    // What an iPhone's WhatsApp keeps of files, a folder for every few: nobody's history is in there.
    private static bool IsMedia(string folder, string below) =>
        Path.GetFileName(below.AsSpan()) is IosNames.MediaFolder && File.Exists(Path.Join(folder, IosNames.Messages));

    private bool IsLink(string folder)
    {
        try
        {
            return (File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);   // it went, or is closed to us
            return true;
        }
    }
}
