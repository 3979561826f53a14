namespace Satchel.Migrating;

/// <summary>
/// The folder that a store is made in: a temporary one inside the folder it goes to, so that nothing of it is in its place before all of it is, and nothing is
/// left where that does not come about.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    private readonly string _target;
    private readonly bool _isMade;
    private bool _isInPlace;

    private OutputFolder(string target, string path, bool isMade)
    {
        _target = target;
        _isMade = isMade;
        Path = path;
    }

    /// <summary>The temporary folder.</summary>
    public string Path { get; }

    /// <summary>Makes it inside <paramref name="target"/>.</summary>
    public static OutputFolder In(string target)
    {
        bool isMade = !Directory.Exists(target);
        string path = System.IO.Path.Combine(target, $".satchel-{Guid.NewGuid():N}.tmp");
        Directory.CreateDirectory(path);
        return new OutputFolder(target, path, isMade);
    }

    /// <summary>Puts everything into its place. Not cancellable any more.</summary>
    public void MoveIntoPlace()
    {
        _isInPlace = true;
        Move(new DirectoryInfo(Path), _target);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        if (_isMade && !_isInPlace && !Directory.EnumerateFileSystemEntries(_target).Any())
        {
            Directory.Delete(_target);
        }
    }

    // A folder moves whole where nothing of its name is there; else what is in it moves, and what is there stays.
    private static void Move(DirectoryInfo from, string to)
    {
        foreach (FileSystemInfo entry in from.EnumerateFileSystemInfos())
        {
            string place = System.IO.Path.Combine(to, entry.Name);
            if (entry is FileInfo file)
            {
                file.MoveTo(place, overwrite: true);
            }
            else if (Directory.Exists(place))
            {
                Move((DirectoryInfo)entry, place);
            }
            else
            {
                Directory.Move(entry.FullName, place);
            }
        }
    }
}
