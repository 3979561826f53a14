using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple;

/// <summary>
/// Makes an iPhone backup: a copy of an existing one in which files of an app are replaced, added or taken out and all else is byte for byte as it was,
/// or a new one that holds nothing but the app's files. The existing one is only read. Not thread-safe.
/// </summary>
internal sealed class IosBackupWriter : IDisposable
{
    private readonly IosBackup _made;
    private readonly string? _existing;
    private readonly ClassKeys? _keys;
    private readonly bool _ownsKeys;
    private readonly string _manifestPath;
    private readonly string _scratchFolder;
    private readonly BackupAssembly _assembly;
    private readonly long _rowsBefore;
    private readonly HashSet<string> _before;
    private bool _isComplete;

    private IosBackupWriter(IosBackup made, string? existing, ClassKeys? keys, bool ownsKeys, string manifestPath, string scratchFolder, HashSet<string> before)
    {
        _made = made;
        _existing = existing;
        _keys = keys;
        _ownsKeys = ownsKeys;
        _manifestPath = manifestPath;
        _scratchFolder = scratchFolder;
        _before = before;
        _assembly = new BackupAssembly(made, keys, manifestPath);
        _rowsBefore = _assembly.Manifest.Count;
    }

    /// <summary>Begins a copy of an existing backup, with the keys that it was opened with.</summary>
    /// <param name="existing">The backup, opened; it must live until the copy is complete.</param>
    /// <param name="outputFolder">The folder that is to be the backup; it is there, and what lies in it stays.</param>
    /// <param name="scratchFolder">Temporary files go here.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">No phone would take the existing one.</exception>
    public static IosBackupWriter Patch(IosBackupFiles existing, string outputFolder, string scratchFolder, CancellationToken cancellationToken)
    {
        IosBackup backup = existing.Backup;
        backup.RequireFinished();
        string manifest = Path.Join(scratchFolder, $"{Guid.NewGuid():N}.db");
        try
        {
            ManifestFile.Copy(backup, existing.ClassKeys, manifest, scratchFolder, cancellationToken);
            return new IosBackupWriter(backup with { Root = Path.GetFullPath(outputFolder) }, backup.Root, existing.ClassKeys, ownsKeys: false, manifest, scratchFolder, NamesIn(outputFolder));
        }
        catch
        {
            File.Delete(manifest);
            throw;
        }
    }

    /// <summary>Begins a new backup.</summary>
    /// <param name="phone">What it says of the phone.</param>
    /// <param name="app">The app whose files it will hold.</param>
    /// <param name="password">The password in UTF-8 to encrypt it with; null to leave it plain.</param>
    /// <param name="outputFolder">The folder that is to be the backup; it is there, and what lies in it stays.</param>
    /// <param name="scratchFolder">Temporary files go here.</param>
    /// <param name="now">When it is made.</param>
    public static IosBackupWriter Create(NewBackup phone, IosApp app, byte[]? password, string outputFolder, string scratchFolder, DateTimeOffset now)
    {
        string root = Path.GetFullPath(outputFolder);
        HashSet<string> before = NamesIn(root);
        byte[]? keybag = password is { } some ? NewKeybag.Make(some, phone.FirstRounds, phone.Rounds) : null;
        ClassKeys? keys = keybag is null ? null : ClassKeys.TryOpen(Keybag.Read(keybag), password);
        string manifest = Path.Join(scratchFolder, $"{Guid.NewGuid():N}.db");
        try
        {
            IosBackup made = new() { Root = root, Manifest = phone.WriteLists(root, app, keybag, keys, now) };
            using (var empty = ManifestEditor.Create(manifest))
            {
                empty.Commit();
            }

            return new IosBackupWriter(made, null, keys, ownsKeys: true, manifest, scratchFolder, before);
        }
        catch
        {
            keys?.Dispose();
            File.Delete(manifest);
            throw;
        }
    }

    private static HashSet<string> NamesIn(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))];

    /// <summary>Puts a file: in the place of one that is there, or as a new one, with the folders above it.</summary>
    public void Put(string domain, string path, Stream content, DateTimeOffset modifiedAt, CancellationToken cancellationToken) =>
        _assembly.Put(domain, path, content, modifiedAt, cancellationToken);

    /// <summary>Puts a file that lies on this machine.</summary>
    public void Put(string domain, string path, string contentPath, DateTimeOffset modifiedAt, CancellationToken cancellationToken)
    {
        using FileStream content = new(contentPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        Put(domain, path, content, modifiedAt, cancellationToken);
    }

    /// <summary>Puts a database that has no log, and takes out the log, its index and the journal of the one that was there.</summary>
    public void PutDatabase(string domain, string path, string contentPath, DateTimeOffset modifiedAt, CancellationToken cancellationToken)
    {
        Put(domain, path, contentPath, modifiedAt, cancellationToken);
        _assembly.RemoveCompanions(domain, path);
    }

    /// <summary>Takes out a file where it is there.</summary>
    public void Remove(string domain, string path) => _assembly.Remove(domain, path);

    /// <summary>Finishes the backup: the rest of the existing one, then the manifest; then it is opened and checked.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: it is not what it should be, and is gone.</exception>
    public void Complete(CancellationToken cancellationToken)
    {
        _assembly.Commit();
        _assembly.Manifest.Dispose();
        if (_existing is not null)
        {
            HashSet<string> removed = [.. _assembly.Removed.Where(ManifestRow.IsFileId).Select(id => Path.Join(id[..2], id))];
            BackupCopy.Run(_existing, _made.Root, removed.Contains, cancellationToken);
        }

        ManifestFile.Place(_manifestPath, _made, _keys, cancellationToken);
        BackupCheck.Run(_made, _keys, _assembly, _rowsBefore + _assembly.RowsAdded, _scratchFolder, cancellationToken);
        _isComplete = true;
    }

    /// <summary>Removes what was made where it was not completed.</summary>
    public void Dispose()
    {
        _assembly.Dispose();
        if (_ownsKeys)
        {
            _keys?.Dispose();
        }

        File.Delete(_manifestPath);
        if (_isComplete)
        {
            return;
        }

        foreach (string path in Directory.EnumerateFileSystemEntries(_made.Root).Where(path => !_before.Contains(Path.GetFileName(path))))
        {
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }
}
