using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>The databases that are written: new ones, or copies of the phone's own that are made when something is first written to them.</summary>
/// <param name="account">The folder that stands for the account's.</param>
/// <param name="phone">The phone's own store; null where there is none.</param>
internal sealed class WrittenDatabases(string account, PhoneStore? phone) : IDisposable
{
    // Bytes 18 and 19 of the file say how it is to be opened: 1 with a rollback journal, 2 with a write-ahead log.
    private const int JournalBytesOffset = 18;
    private const string Pragmas =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -16384; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;";

    private readonly Dictionary<string, (SqliteDatabase Database, byte Journal)> _open = new(StringComparer.Ordinal);

    /// <summary>The databases that were written to, by their paths below the account's folder, with the plain file that each is a copy of or null.</summary>
    public IEnumerable<(string Name, string? Original)> Written => _open.Keys.Select(name => (name, OriginalOf(name)));

    /// <summary>Where a database is written.</summary>
    public string PathOf(string name) => Path.Join(account, name);

    /// <summary>A database to write to.</summary>
    public SqliteDatabase Open(string name)
    {
        if (_open.TryGetValue(name, out (SqliteDatabase Database, byte Journal) open))
        {
            return open.Database;
        }

        string path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        byte journal = 1;
        if (OriginalOf(name) is { } original)
        {
            File.Copy(original, path);
            File.SetAttributes(path, FileAttributes.Normal);
            journal = SetJournal(path, 1);
        }

        var database = SqliteDatabase.OpenForWriting(path);
        _open[name] = (database, journal);
        database.EnableTriggers(false);
        database.Execute(Pragmas);
        database.Execute("BEGIN");
        return database;
    }

    /// <summary>Commits what was written, and closes all.</summary>
    public void Finish()
    {
        foreach ((string name, (SqliteDatabase database, byte journal)) in _open)
        {
            database.Execute("COMMIT");
            database.Dispose();
            _ = SetJournal(PathOf(name), journal);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((SqliteDatabase database, _) in _open.Values)
        {
            database.Dispose();
        }
    }

    private string? OriginalOf(string name) =>
        phone is null ? null : phone.Messages.Where(database => database.Name == name).Select(database => database.PlainPath).FirstOrDefault() ?? phone.Beside(name);

    private static byte SetJournal(string path, byte version)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        if (file.Length <= JournalBytesOffset + 1)
        {
            return version;   // nothing was written to it
        }

        file.Position = JournalBytesOffset;
        byte before = (byte)file.ReadByte();
        file.Position = JournalBytesOffset;
        file.Write([version, version]);
        return before == 2 ? (byte)2 : (byte)1;
    }
}
