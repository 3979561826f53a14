using System.Security.Cryptography;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple.Backups;

/// <summary>
/// Puts files of an app into a backup that is being made: rows into a manifest of ours, payloads into its folder, encrypted where it has keys. For one thread.
/// </summary>
/// <param name="backup">The backup being made.</param>
/// <param name="keys">Its keys; null where it is not encrypted.</param>
/// <param name="manifestPath">Its plain manifest, a file of ours.</param>
internal sealed class BackupAssembly(IosBackup backup, ClassKeys? keys, string manifestPath) : IDisposable
{
    private const int FileMode = 0x81A4;      // a file, rw-r--r--
    private const int FolderMode = 0x41ED;    // a folder, rwxr-xr-x
    private const uint DatabaseClass = 4;     // readable always; what phones give the databases of apps
    private const uint OtherClass = 3;        // readable once the phone was unlocked
    private const int CopyBytes = 256 * 1024;

    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    private readonly ManifestEditor _manifest = ManifestEditor.Open(manifestPath);
    private readonly HashSet<string> _folders = [];
    private readonly Dictionary<(string Domain, long Flags, bool IsDatabase), MbFile?> _alike = [];
    private readonly Dictionary<string, PlacedFile> _placed = [];
    private readonly HashSet<string> _removed = [];
    private long _lastInode = -1;
    private long _added;

    /// <summary>The payloads that were put.</summary>
    public IReadOnlyDictionary<string, PlacedFile> Placed => _placed;

    /// <summary>The payloads that were taken out.</summary>
    public IReadOnlySet<string> Removed => _removed;

    /// <summary>By how many rows the manifest grew.</summary>
    public long RowsAdded => _added;

    /// <summary>The manifest's rows.</summary>
    public ManifestEditor Manifest => _manifest;

    /// <summary>Puts a file: in the place of one that is there, or as a new one like those of its domain.</summary>
    public void Put(string domain, string path, Stream content, DateTimeOffset modifiedAt, CancellationToken cancellationToken)
    {
        if (!ManifestRow.IsSafe(domain) || domain.Contains('/') || !ManifestRow.IsSafe(path))
        {
            throw new ArgumentException($"{domain}/{path} is no path of a backup.", nameof(path));
        }

        long seconds = modifiedAt.ToUnixTimeSeconds();
        string fileId = ManifestRow.FileIdOf(domain, path);
        MbFile record;
        if (_manifest.Find(fileId) is { Flags: ManifestRow.FileFlag } there)
        {
            record = MbFile.Read(there.Record, there.TreePath).WithTimes(seconds, isNew: false);
        }
        else
        {
            AddFolders(domain, path, seconds);
            record = NewFile(domain, path).WithTimes(seconds, isNew: true);
            _added += _manifest.Find(fileId) is null ? 1 : 0;
        }

        record = Write(fileId, record.Without("EncryptionKey"), content, isChanged: true, domain + "/" + path, cancellationToken);
        _manifest.Put(new ManifestRow(fileId, domain, path, ManifestRow.FileFlag, record.Encode()));
        _placed[fileId] = _placed[fileId] with { IsOurs = true };
        _ = _removed.Remove(fileId);
    }

    /// <summary>
    /// Puts the file of a row again, as it was or as a restore rebuilt it, under its own key: content that did not change gives the same bytes.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="contentPath">The content, which is moved where it need not be encrypted.</param>
    /// <param name="isChanged">Whether it is other content than the row was made for.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public void PutAgain(ManifestRow row, string contentPath, bool isChanged, CancellationToken cancellationToken)
    {
        var record = MbFile.Read(row.Record, row.TreePath);
        MbFile written;
        if (keys is null && !(isChanged && record.Digest is not null))
        {
            string path = backup.PayloadPath(row.FileId);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(contentPath, path, overwrite: true);
            written = WithLength(row.FileId, record, new FileInfo(path).Length, row.TreePath);
        }
        else
        {
            using FileStream content = new(contentPath, System.IO.FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            written = Write(row.FileId, record, content, isChanged, row.TreePath, cancellationToken);
        }

        if (!ReferenceEquals(record, written))
        {
            _manifest.Put(row with { Record = written.Encode() });
        }
    }

    /// <summary>Takes out a file where it is there.</summary>
    public void Remove(string domain, string path)
    {
        string fileId = ManifestRow.FileIdOf(domain, path);
        if (_manifest.Find(fileId) is not null)
        {
            RemoveRow(fileId);
        }
    }

    /// <summary>Takes out a row.</summary>
    public void RemoveRow(string fileId)
    {
        _manifest.Remove(fileId);
        _added--;
        _ = _removed.Add(fileId);
        if (_placed.Remove(fileId))
        {
            File.Delete(backup.PayloadPath(fileId));
        }
    }

    /// <summary>Takes out what lies beside a database that was put: a log of what it was before would be applied to what it is now.</summary>
    public void RemoveCompanions(string domain, string path)
    {
        foreach (string companion in Companions)
        {
            Remove(domain, path + companion);
        }
    }

    /// <summary>Makes the rows lasting.</summary>
    public void Commit() => _manifest.Commit();

    /// <inheritdoc/>
    public void Dispose() => _manifest.Dispose();

    // The payload, and the record with what changed: the same one where nothing did.
    private MbFile Write(string fileId, MbFile record, Stream content, bool isChanged, string where, CancellationToken cancellationToken)
    {
        string path = backup.PayloadPath(fileId);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (keys is null)
        {
            using IncrementalHash? digest = isChanged && record.Digest is not null ? NewDigest() : null;
            long copied = Copy(content, path, digest, cancellationToken);
            return WithLength(fileId, digest is null ? record : record.WithDigest(digest.GetHashAndReset()), copied, null);
        }

        record = WithKey(record, where);
        byte[] key = keys.Unwrap(record.EncryptionKey!.Value.Span, where);
        try
        {
            using FileStream output = new(path, System.IO.FileMode.Create, FileAccess.Write, FileShare.None, 1);
            long encrypted = CbcFile.Encrypt(content, output, key, PaddingMode.PKCS7, cancellationToken);
            return WithLength(fileId, isChanged ? record.Without("Digest") : record, encrypted, null);   // of what it is the checksum in an encrypted backup is not known
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private MbFile WithLength(string fileId, MbFile record, long length, string? treePath)
    {
        _placed[fileId] = new PlacedFile(length, IsOurs: false, treePath);
        return record.Size == length ? record : record.With("Size", length);
    }

    // The record with a key of its own, a new one where it has none.
    private MbFile WithKey(MbFile record, string where)
    {
        if (record.EncryptionKey is not null)
        {
            return record;
        }

        uint protection = keys!.Has(record.ProtectionClass) ? record.ProtectionClass : OtherClass;
        if (!keys.Has(protection))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, where, $"belongs to class {record.ProtectionClass}, for which the backup has no key");
        }

        byte[] key = RandomNumberGenerator.GetBytes(ClassKeys.KeyBytes);
        byte[] stored = keys.Wrap(protection, key);
        CryptographicOperations.ZeroMemory(key);
        return (record.ProtectionClass == protection ? record : record.With("ProtectionClass", protection)).WithEncryptionKey(stored);
    }

    private MbFile NewFile(string domain, string path)
    {
        bool isDatabase = path.EndsWith(".sqlite", StringComparison.Ordinal);
        MbFile record = Alike(domain, ManifestRow.FileFlag, isDatabase)?.WithPath(path) ?? MbFile.Create(path, FileMode, isDatabase ? DatabaseClass : OtherClass);
        return record.With("InodeNumber", NextInode());
    }

    private void AddFolders(string domain, string path, long seconds)
    {
        for (int slash = 0; slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            string folder = path[..slash];
            string fileId = ManifestRow.FileIdOf(domain, folder);
            if (!_folders.Add(fileId) || _manifest.Find(fileId) is not null)
            {
                continue;
            }

            MbFile record = Alike(domain, ManifestRow.FolderFlag, isDatabase: false)?.WithPath(folder) ?? MbFile.Create(folder, FolderMode, 0);
            record = record.WithTimes(seconds, isNew: true).With("InodeNumber", NextInode());
            _manifest.Put(new ManifestRow(fileId, domain, folder, ManifestRow.FolderFlag, record.Encode()));
            _added++;
        }
    }

    // A record of the domain without what belongs to its file alone; null where the domain has none.
    private MbFile? Alike(string domain, long flags, bool isDatabase)
    {
        if (!_alike.TryGetValue((domain, flags, isDatabase), out MbFile? alike))
        {
            alike = _manifest.FindAlike(domain, flags, isDatabase) is { } row
                ? MbFile.Read(row.Record, row.TreePath).Without("Digest").Without("ExtendedAttributes").Without("EncryptionKey")
                : null;
            _alike.Add((domain, flags, isDatabase), alike);
        }

        return alike;
    }

    // Above every number in the backup, which takes a look at each of its rows, once.
    private long NextInode()
    {
        if (_lastInode < 0)
        {
            _lastInode = 0;
            foreach (ManifestRow row in _manifest.Rows())
            {
                _lastInode = Math.Max(_lastInode, InodeOf(row));
            }
        }

        return ++_lastInode;
    }

    private static long InodeOf(ManifestRow row)
    {
        try
        {
            return Math.Min(MbFile.Read(row.Record, row.FileId).InodeNumber, long.MaxValue / 2);
        }
        catch (ChatFormatException)
        {
            return 0;   // a row of another app that is damaged stays as it is
        }
    }

    private static long Copy(Stream content, string path, IncrementalHash? digest, CancellationToken cancellationToken)
    {
        using FileStream output = new(path, System.IO.FileMode.Create, FileAccess.Write, FileShare.None, 1);
        byte[] buffer = new byte[CopyBytes];
        long length = 0;
        while (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and int read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            digest?.AppendData(buffer, 0, read);
            output.Write(buffer, 0, read);
            length += read;
        }

        return length;
    }

#pragma warning disable CA5350 // the format's own rule
    private static IncrementalHash NewDigest() => IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
}

/// <summary>A payload that was put.</summary>
/// <param name="LengthBytes">Its length before encryption.</param>
/// <param name="IsOurs">Whether its row was written here, not taken over.</param>
/// <param name="TreePath">Where in the tree it was moved from; null where it was not.</param>
internal readonly record struct PlacedFile(long LengthBytes, bool IsOurs, string? TreePath);
