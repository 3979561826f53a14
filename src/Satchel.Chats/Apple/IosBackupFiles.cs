using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple;

/// <summary>
/// The files of one app in an iPhone backup: the backup's own lists, a manifest with the rows of this app alone, and every file as
/// <c>domain/path</c>, decrypted. Nothing of other apps is read but their rows of the manifest.
/// </summary>
internal sealed class IosBackupFiles : ISourceFiles
{
    private readonly IosBackup _backup;
    private readonly IosApp _app;
    private readonly ClassKeys? _keys;
    private readonly string _manifestPath;
    private readonly ManifestDatabase _manifest;
    private readonly PayloadReader _payloads;
    private readonly Lock _lock = new();

    private IosBackupFiles(IosBackup backup, IosApp app, ClassKeys? keys, string manifestPath)
    {
        _backup = backup;
        _app = app;
        _keys = keys;
        _manifestPath = manifestPath;
        _manifest = ManifestDatabase.Open(manifestPath);
        _payloads = new PayloadReader(backup, keys);
    }

    /// <summary>The backup.</summary>
    internal IosBackup Backup => _backup;

    /// <summary>The app whose files these are.</summary>
    internal IosApp App => _app;

    /// <summary>Its keys, for as long as this lives; null where it is not encrypted.</summary>
    internal ClassKeys? ClassKeys => _keys;

    /// <summary>Whether the backup is encrypted.</summary>
    public bool IsEncrypted => _keys is not null;

    /// <summary>Opens the files of an app.</summary>
    /// <param name="root">The backup's folder.</param>
    /// <param name="app">The app.</param>
    /// <param name="keys">The person's keys; the backup's password is among them where it is encrypted.</param>
    /// <param name="scratchFolder">Where the app's manifest goes.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">It was not finished or is damaged, or no password opens it.</exception>
    public static IosBackupFiles Open(string root, IosApp app, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        var backup = IosBackup.Open(root);
        ClassKeys? classKeys = backup.IsEncrypted ? backup.Unlock(keys, cancellationToken) : null;
        string copy = Path.Join(scratchFolder, $"{Guid.NewGuid():N}.db");
        try
        {
            using (var manifest = ManifestFile.Open(backup, classKeys, scratchFolder, cancellationToken))
            using (var database = ManifestDatabase.Open(manifest.Path))
            {
                database.CopyTo(copy, app, cancellationToken);
            }

            return new IosBackupFiles(backup, app, classKeys, copy);
        }
        catch
        {
            classKeys?.Dispose();
            File.Delete(copy);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Databases by what their names say: see <see cref="IosDatabases"/>.</remarks>
    public ChatSource Complete(ChatSource source)
    {
        List<SourceDatabase> databases = [];
        lock (_lock)
        {
            foreach (ManifestRow row in _manifest.RowsOf(_app))
            {
                if (row.Flags == ManifestRow.FileFlag && IosDatabases.RoleOf(_app, row.Domain, row.Path) is { } role && Describe(row, null) is { } file && StartsAsDatabase(row, file))
                {
                    databases.Add(new SourceDatabase(file.Path, role, "plain"));
                }
            }
        }

        databases.Add(new SourceDatabase(IosBackup.ManifestName, DatabaseRole.Other, IosBackups.ContainerName));
        databases.Sort((left, right) => left.Role != right.Role ? left.Role.CompareTo(right.Role) : string.CompareOrdinal(left.Path, right.Path));
        return source with { Databases = databases, AccountId = source.AccountId ?? _app.OwnerOf(this) };
    }

    /// <inheritdoc/>
    public IEnumerable<SourceFile> List(ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        // A connection of its own: the caller may take as long as it likes over the list, and ask for files meanwhile.
        using (var manifest = ManifestDatabase.Open(_manifestPath))
        using (var folders = ManifestDatabase.Open(_manifestPath))
        {
            string last = "";
            foreach (ManifestRow row in manifest.RowsOf(_app))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (row.TreePath == last)
                {
                    unreadable.Add($"{last}: the manifest names it twice");
                }
                else if ((row.Flags != ManifestRow.FolderFlag || !folders.HasBelow(row.Domain, row.Path)) && Describe(row, unreadable) is { } file)
                {
                    yield return file;
                }

                last = row.TreePath;
            }
        }

        // Domains begin with an A, so that these come after them.
        foreach (string name in (string[])["Info.plist", IosBackup.ManifestName, "Manifest.plist", "Status.plist"])
        {
            if (OwnFile(name) is { } file)
            {
                yield return file;
            }
        }
    }

    /// <inheritdoc/>
    public SourceFile? Find(string path) => OwnFile(path) ?? (RowAt(path) is { } row ? Describe(row, null) : null);

    /// <summary>The paths of the files in the app's main domain that match a pattern of SQLite's GLOB.</summary>
    public IReadOnlyList<string> PathsLike(string pattern)
    {
        lock (_lock)
        {
            return [.. _manifest.PathsLike(_app.MainDomain, pattern)];
        }
    }

    /// <summary>The paths in the opened tree that begin with something: a domain, and some of what comes after.</summary>
    public IReadOnlyList<string> PathsFrom(string start)
    {
        int slash = start.IndexOf('/', StringComparison.Ordinal);
        string domain = slash < 0 ? start : start[..slash];
        if (slash < 0 || !_app.Owns(domain))
        {
            return [];
        }

        lock (_lock)
        {
            return [.. _manifest.PathsFrom(domain, start[(slash + 1)..]).Select(path => $"{domain}/{path}")];
        }
    }

    /// <inheritdoc/>
    public Stream Open(SourceFile file)
    {
        if (file.Path == IosBackup.ManifestName)
        {
            return OpenShared(_manifestPath);
        }

        if (IosBackup.PlistNames.Contains(file.Path))
        {
            return OpenShared(Path.Join(_backup.Root, file.Path));
        }

        ManifestRow row = RowAt(file.Path) ?? throw new FileNotFoundException("The manifest names no such file.", file.Path);
        return _payloads.Open(row, MbFile.Read(row.Record, row.TreePath));
    }

    /// <summary>
    /// Makes a database of the tree readable as plain SQLite, with the log beside it folded in: for <see cref="IChatFormat.OpenDatabase"/>.
    /// </summary>
    /// <exception cref="ChatFormatException">It is damaged.</exception>
    public OpenedDatabase OpenDatabase(SourceDatabase database, string scratchFolder, CancellationToken cancellationToken) => database.Container == IosBackups.ContainerName
        ? new OpenedDatabase(_manifestPath, isScratch: false, IsEncrypted ? """{"encrypted":true}""" : """{"encrypted":false}""")
        : new TreeDatabase(this, database.Path, scratchFolder, cancellationToken).Open();

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _manifest.Dispose();
        }

        _keys?.Dispose();
        File.Delete(_manifestPath);
    }

    private static FileStream OpenShared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

    private SourceFile? OwnFile(string name)
    {
        if (name != IosBackup.ManifestName && !IosBackup.PlistNames.Contains(name))
        {
            return null;
        }

        FileInfo stored = new(Path.Join(_backup.Root, name));
        return stored.Exists ? new SourceFile(name, SourceFileKind.File)
        {
            StoredPath = stored.FullName,
            LengthBytes = name == IosBackup.ManifestName ? new FileInfo(_manifestPath).Length : stored.Length,
            ModifiedAt = new DateTimeOffset(stored.LastWriteTimeUtc),
            Mode = (int)stored.UnixFileMode,
        }
        : null;
    }

    private ManifestRow? RowAt(string path)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string domain = slash < 0 ? path : path[..slash];
        if (!_app.Owns(domain))
        {
            return null;
        }

        lock (_lock)
        {
            return _manifest.Find(domain, slash < 0 ? "" : path[(slash + 1)..]);
        }
    }

    // What a row stands for; null where that is nothing that can be given, which is noted.
    private SourceFile? Describe(ManifestRow row, ICollection<string>? unreadable)
    {
        string path = row.TreePath;
        if (!ManifestRow.IsSafe(path))
        {
            unreadable?.Add($"{row.FileId}: the manifest gives it a path that is none");
            return null;
        }

        try
        {
            var record = MbFile.Read(row.Record, path);
            SourceFile file = new(path, SourceFileKind.File) { ModifiedAt = AppleTime.FromUnix(record.LastModified), Mode = record.Mode & 0xFFF };
            switch (row.Flags)
            {
                case ManifestRow.FolderFlag:
                    return file with { Kind = SourceFileKind.EmptyFolder };
                case ManifestRow.LinkFlag:
                    return record.Target is { } target ? file with { Kind = SourceFileKind.Link, LinkTarget = target } : throw new ChatFormatException(ChatFormatProblem.Damaged, path, "is a link that leads nowhere");
                case ManifestRow.FileFlag:
                    return file with { StoredPath = _payloads.PathOf(row), LengthBytes = _payloads.LengthOf(row, record) };
                default:
                    throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, path, $"is of the unknown kind {row.Flags}");
            }
        }
        catch (Exception failure) when (failure is ChatFormatException or IOException or UnauthorizedAccessException)
        {
            unreadable?.Add(failure is ChatFormatException ? failure.Message : $"{path}: cannot be read");
            return null;
        }
    }

    private bool StartsAsDatabase(ManifestRow row, SourceFile file)
    {
        Span<byte> start = stackalloc byte[16];
        try
        {
            using Stream content = _payloads.Open(row, MbFile.Read(row.Record, file.Path));
            return content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("SQLite format 3\0"u8);
        }
        catch (Exception failure) when (failure is ChatFormatException or IOException or UnauthorizedAccessException)
        {
            return false;   // named when it is listed or read
        }
    }
}
