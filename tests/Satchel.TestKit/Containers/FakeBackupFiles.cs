using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.TestKit.Containers;

/// <summary>The opened files of a <see cref="FakeBackup"/>.</summary>
internal sealed class FakeBackupFiles : ISourceFiles
{
    private readonly SortedDictionary<string, SourceFile> _files = new(StringComparer.Ordinal);
    private readonly byte[] _key;
    private readonly Action _noteOpened;

    public FakeBackupFiles(string backup, byte[] key, string scratchFolder, Action noteOpened)
    {
        _key = key;
        _noteOpened = noteOpened;
        foreach (string name in new[] { FakeBackup.Manifest, FakeBackup.Properties })
        {
            FileInfo info = new(Path.Combine(backup, name));
            _files[name] = new SourceFile(name, SourceFileKind.File) { StoredPath = info.FullName, LengthBytes = info.Length, ModifiedAt = info.LastWriteTimeUtc, Mode = (int)info.UnixFileMode };
        }

        string plain = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(plain, FakeBackup.Crypt(File.ReadAllBytes(Path.Combine(backup, FakeBackup.Manifest)), key));
        using (SqliteDatabase manifest = SqliteDatabase.OpenImmutable(plain))
        {
            using SqliteStatement rows = manifest.Prepare("SELECT path, mode, modified, size FROM Files");
            while (rows.Step())
            {
                _files[rows.Text(0)] = new SourceFile(rows.Text(0), SourceFileKind.File)
                {
                    StoredPath = FakeBackup.StoredPath(backup, rows.Text(0)),
                    Mode = (int)rows.Integer(1),
                    ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(rows.Integer(2)),
                    LengthBytes = rows.Integer(3),
                };
            }
        }

        File.Delete(plain);
    }

    public ChatSource Complete(ChatSource source) => source with
    {
        Databases =
        [
            new SourceDatabase("Databases/msgstore.db", DatabaseRole.Messages, "plain"),
            new SourceDatabase(FakeBackup.Manifest, DatabaseRole.Other, FakeBackupFormat.Container),
        ],
    };

    public IEnumerable<SourceFile> List(ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        foreach (SourceFile file in _files.Values)
        {
            if (File.Exists(file.StoredPath))
            {
                yield return file;
            }
            else
            {
                unreadable.Add($"{file.Path}: is not there");
            }
        }
    }

    public SourceFile? Find(string path) => _files.TryGetValue(path, out SourceFile? file) && File.Exists(file.StoredPath) ? file : null;

    public Stream Open(SourceFile file)
    {
        _noteOpened();
        byte[] content = File.ReadAllBytes(file.StoredPath!);
        return new MemoryStream(file.Path == FakeBackup.Properties ? content : FakeBackup.Crypt(content, _key), writable: false);
    }

    public void Dispose()
    {
    }
}
