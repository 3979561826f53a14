namespace Satchel.Cli;

/// <summary>
/// Tells when something below some paths has changed and come to rest. The system's notices wake it; because they may be lost, or not
/// come at all from a network's folder, it also wakes by itself now and then: a backup of nothing new is cheap.
/// </summary>
internal sealed class SourceWatch : IDisposable
{
    private const int MostNotices = 1000;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SemaphoreSlim _changed = new(0, 1);

    public SourceWatch(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            bool isFolder = Directory.Exists(path);
            var watcher = new FileSystemWatcher(isFolder ? path : Path.GetDirectoryName(path)!, isFolder ? "*" : Path.GetFileName(path) + "*")
            {
                IncludeSubdirectories = isFolder,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, _) => Notice();
            watcher.Created += (_, _) => Notice();
            watcher.Deleted += (_, _) => Notice();
            watcher.Renamed += (_, _) => Notice();
            watcher.Error += (_, _) => Notice();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
    }

    /// <summary>Returns when something changed and then nothing did for two seconds, or after five minutes.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        if (!await NoticedWithinAsync(LongestWait, cancellationToken))
        {
            return;
        }

        // What never comes to rest is backed up all the same, now and then.
        for (int notices = 0; notices < MostNotices && await NoticedWithinAsync(Rest, cancellationToken); notices++)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers)
        {
            watcher.Dispose();
        }

        _changed.Dispose();
    }

    private Task<bool> NoticedWithinAsync(TimeSpan wait, CancellationToken cancellationToken) => _changed.WaitAsync(wait, cancellationToken);

    private void Notice()
    {
        lock (_watchers)
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }
}
