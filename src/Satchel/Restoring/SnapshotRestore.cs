using Satchel.Capture;
using Satchel.Chats;
using Satchel.Spool;
using Satchel.Vaults;

namespace Satchel.Restoring;

/// <summary>One restore: files on some threads, databases on another, links and folders' times last.</summary>
internal sealed class SnapshotRestore
{
    private const long BytesPerReport = 4 * 1024 * 1024;

    // A backup's own lists are three, of a few kilobytes each.
    private const long MaxListBytes = 16 * 1024 * 1024;
    private const int MaxLists = 16;

    private readonly Vault _vault;
    private readonly SnapshotInfo _snapshot;
    private readonly RestoreOptions _options;
    private readonly SnapshotFiles _files;
    private readonly RestoreTally _tally = new();
    private readonly ProgressMeter _progress;
    private readonly List<(string Path, FileRecord Record)> _last = [];
    private readonly List<(string Path, FileRecord Record)> _lists = [];
    private RestoreFolder _folder;

    public SnapshotRestore(Vault vault, SnapshotInfo snapshot, RestoreOptions options, IProgress<JourneyProgress>? progress)
    {
        _vault = vault;
        _snapshot = snapshot;
        _options = options;
        _folder = new RestoreFolder(options.To);
        _files = new SnapshotFiles(vault, snapshot);
        _progress = new ProgressMeter(progress, "writing files", "bytes", BytesPerReport);
    }

    public async Task<RestoreReport> RunAsync(CancellationToken cancellationToken)
    {
        long started = _options.Time.GetTimestamp();
        List<(string Path, FileRecord Record)> databases = await FindDatabasesAsync(cancellationToken);
        await RequireKeysAsync(databases, cancellationToken);
        Directory.CreateDirectory(_folder.Root);
        using ContainerStage? stage = databases.Exists(d => IsSealedAgain(d.Record)) ? new ContainerStage(_folder.Root) : null;
        _folder = stage is null ? _folder : new RestoreFolder(stage.Tree);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task files = Task.Run(() => WriteFilesAsync(stop.Token), cancellationToken);
        Task rebuilding = Task.Run(() => WriteDatabasesAsync(databases, stop.Token), cancellationToken);
        await JoinedTasks.FailTogetherAsync(stop, files, rebuilding);
        WriteLast();
        stage?.Seal(Format(), _options.Keys, _tally, cancellationToken);
        return _tally.Report(_options.Time.GetElapsedTime(started));
    }

    private async Task<List<(string Path, FileRecord Record)>> FindDatabasesAsync(CancellationToken cancellationToken)
    {
        List<(string Path, FileRecord Record)> databases = [];
        await _files.ForEachAsync(
            (path, record) =>
            {
                if (record.Kind == FileKind.Database)
                {
                    databases.Add((path, record));
                }
                else if (record.Kind == FileKind.File && record.LengthBytes <= MaxListBytes && !path.Contains('/', StringComparison.Ordinal) && _lists.Count < MaxLists)
                {
                    _lists.Add((path, record));
                }

                return ValueTask.CompletedTask;
            },
            _tally.Lose,
            cancellationToken);
        return databases;
    }

    // Tried on an empty file before anything is written: a wrong key shows at once.
    private async Task RequireKeysAsync(List<(string Path, FileRecord Record)> databases, CancellationToken cancellationToken)
    {
        if (_options.Decrypted)
        {
            return;
        }

        string scratch = Directory.CreateTempSubdirectory("satchel-").FullName;
        try
        {
            if (databases.Find(d => ContainerStage.IsNamedBy(d.Record)).Record is FileRecord container && ContainerStage.WasEncrypted(container))
            {
                ContainerStage.RequireKey(_options.Keys);
                await WriteListsAsync(scratch, cancellationToken);
                CheckSealKeys(container.Container!, scratch, cancellationToken);
            }

            string plain = Path.Combine(scratch, "plain");
            File.WriteAllBytes(plain, []);
            foreach ((string path, FileRecord record) in databases.Where(d => IsEncrypted(d.Record)))
            {
                string output = Path.Combine(scratch, "sealed");
                Format().SealDatabase(record.Container!, record.Parameters, plain, output, _options.Keys, cancellationToken);
                File.Delete(output);
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private void CheckSealKeys(string container, string folder, CancellationToken cancellationToken)
    {
        try
        {
            Format().CheckSealKeys(container, folder, _options.Keys, cancellationToken);
        }
        catch (ChatFormatException e) when (e.Problem is not (ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey))
        {
            // What holds the container together is damaged; its files are given all the same, and it is said then.
        }
    }

    // What holds a container together also holds what its password is tried on.
    private async Task WriteListsAsync(string folder, CancellationToken cancellationToken)
    {
        foreach ((string path, FileRecord record) in _lists)
        {
            if (new RestoreFolder(folder).Prepare(path, out _) is not string full)
            {
                continue;
            }

            await using FileStream file = new(full, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            foreach (Digest chunk in record.Chunks)
            {
                try
                {
                    await file.WriteAsync(await _vault.ReadChunkAsync(chunk, cancellationToken), cancellationToken);
                }
                catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
                {
                    break;   // named when it is restored
                }
            }
        }
    }

    private static bool IsEncrypted(FileRecord record) => record.Container is not (null or "plain") && !ContainerStage.IsNamedBy(record);

    // What was not encrypted is made again as it was, whether encryption is wanted or not.
    private bool IsSealedAgain(FileRecord record) =>
        ContainerStage.IsNamedBy(record) && !(_options.Decrypted && ContainerStage.WasEncrypted(record));

    private IChatFormat Format() =>
        _options.Formats.FirstOrDefault(f => f.App == _snapshot.Source.App && f.Platform == _snapshot.Source.Platform)
        ?? throw new ChatFormatException(
            ChatFormatProblem.UnsupportedVersion, $"{_snapshot.Source.App} on {_snapshot.Source.Platform}", "this version cannot encrypt its databases again; restore with --decrypted");

    private Task WriteFilesAsync(CancellationToken cancellationToken) => new FileWriters(_vault, _folder, _tally, _progress).RunAsync(
        _files,
        (path, record) =>
        {
            if (record.Kind is FileKind.EmptyFolder or FileKind.Link)
            {
                _last.Add((path, record));
            }
        },
        cancellationToken);

    private async Task WriteDatabasesAsync(List<(string Path, FileRecord Record)> databases, CancellationToken cancellationToken)
    {
        HashSet<string> taken = [.. databases.Select(d => d.Path)];
        foreach ((string path, FileRecord record) in databases)
        {
            string name = path;
            if (_options.Decrypted && IsEncrypted(record) && path.EndsWith("." + record.Container, StringComparison.Ordinal))
            {
                name = path[..^(record.Container!.Length + 1)];
                name = taken.Add(name) ? name : $"{name}.{record.Container}.decrypted";
            }

            await WriteDatabaseAsync(name, record, cancellationToken);
        }
    }

    private async Task WriteDatabaseAsync(string path, FileRecord record, CancellationToken cancellationToken)
    {
        if (_folder.Prepare(path, out string reason) is not string full)
        {
            _tally.Lose($"{path}: {reason}");
            return;
        }

        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".satchel-{Guid.NewGuid():N}.tmp");
        try
        {
            ScratchFile.Touch(temporary);
            DatabaseRebuild.Result result = await new DatabaseRebuild(_vault).RunAsync(record, temporary, cancellationToken);
            foreach (string lost in result.Lost)
            {
                _tally.Lose($"{path}: {lost}");
            }

            foreach (string warning in result.Warnings)
            {
                _tally.Warn($"{path}: {warning}");
            }

            if (IsEncrypted(record) && !_options.Decrypted)
            {
                Format().SealDatabase(record.Container!, record.Parameters, temporary, full, _options.Keys, cancellationToken);
            }
            else
            {
                File.Move(temporary, full);
            }

            RestoreFolder.SetStatus(full, record);
            _tally.CountDatabase(result.Rows, new FileInfo(full).Length);
        }
        catch (Exception e) when (e is VaultException { Problem: VaultProblem.Damaged } or ChatFormatException { Problem: not (ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey) })
        {
            _tally.Lose($"{path}: {e.Message}");
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Links come when nothing is written any more, so that nothing is written through them; folders when nothing changes their times.
    private void WriteLast()
    {
        foreach ((string path, FileRecord record) in _last.OrderBy(e => e.Record.Kind))
        {
            if (record.Kind == FileKind.Link)
            {
                WriteLink(path, record);
            }
            else if (_folder.TryMakeFolder(path, out string full, out string reason))
            {
                RestoreFolder.SetStatus(full, record);
            }
            else
            {
                _tally.Lose($"{path}: {reason}");
            }
        }
    }

    private void WriteLink(string path, FileRecord record)
    {
        if (_folder.Prepare(path, out string reason) is not string full)
        {
            _tally.Lose($"{path}: {reason}");
            return;
        }

        File.CreateSymbolicLink(full, record.LinkTarget ?? "");
        _tally.CountFile(0);
    }
}
