using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Android;
using Satchel.Chats.WhatsApp.Crypt;
using Satchel.Cli.Samples;

namespace Satchel.Fuzz;

/// <summary>What comes from a phone: databases and their logs, encrypted containers, key files, increments.</summary>
internal sealed class ChatTargets(string folder) : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly SourceKeys _keys = new();

    public IEnumerable<FuzzTarget> All()
    {
        string phone = Path.Combine(folder, "phone");
        SamplePhone.Create(new SampleOptions(phone, 40, 3, 0), Never);
        string database = Path.Combine(SamplePhone.WhatsAppFolder(phone), "Databases", "msgstore.db");
        byte[] plain = File.ReadAllBytes(database);
        SamplePhone.AppendDay(phone, 3, 0, leaveLog: true, Never);
        byte[] log = File.ReadAllBytes(database + "-wal");
        File.WriteAllBytes(database, plain);
        File.Delete(database + "-wal");
        yield return FuzzTarget.Of("sqlite", [plain, Small()], ReadImage);
        yield return FuzzTarget.Of("wal", [log], bytes => Fold(plain, bytes));
        yield return FuzzTarget.Of("whatsapp", [plain], ReadMessages);
        string key = Path.Combine(folder, "key.txt");
        SamplePhone.Create(new SampleOptions(Path.Combine(folder, "sealed"), 20, 3, 0), Never);
        SamplePhone.Encrypt(Path.Combine(folder, "sealed"), key, Never);
        SourceKeyFile.Read(key, _keys);
        byte[] container = File.ReadAllBytes(Path.Combine(SamplePhone.WhatsAppFolder(Path.Combine(folder, "sealed")), "Databases", "msgstore.db.crypt15"));
        yield return FuzzTarget.Of("crypt", [container], Decrypt);
        yield return FuzzTarget.Of("crypt-header", [container[..Math.Min(container.Length, 400)]], bytes => CryptHeader.Read(bytes, "msgstore.db.crypt15"));
        yield return FuzzTarget.Of("key-file", [File.ReadAllBytes(key), JavaKey(), "# a comment\nimei=1 uin=2\nimage=0123456789abcdef\nxor=5a\n"u8.ToArray()], ReadKeys);
        yield return FuzzTarget.Of("increment", [Increment()], bytes => ReadIncrement(database, bytes));
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    // A Java-serialised byte array of 131 bytes, as WhatsApp's own key file is.
    private static byte[] JavaKey() =>
        [0xAC, 0xED, 0, 5, 0x75, 0x72, 0, 2, 0x5B, 0x42, 0xAC, 0xF3, 0x17, 0xF8, 6, 8, 0x54, 0xE0, 2, 0, 0, 0x78, 0x70, 0, 0, 0, 131, 0, 1, 2, .. new byte[128]];

    private static byte[] Increment()
    {
        ProtobufBuilder key = new();
        key.Add(1, "447700900999@s.whatsapp.net"u8);
        key.Add(3, "3EB0AA"u8);
        ProtobufBuilder content = new();
        content.Add(1, "some words"u8);
        ProtobufBuilder message = new();
        message.Add(1, key.Written);
        message.Add(2, content.Written);
        message.Add(3, 1_700_000_000);
        ProtobufBuilder item = new();
        item.Add(1, message.Written);
        ProtobufBuilder chat = new();
        chat.Add(1, "447700900999@s.whatsapp.net"u8);
        chat.Add(2, item.Written);
        ProtobufBuilder sync = new();
        sync.Add(1, 3);
        sync.Add(2, chat.Written);
        return sync.Written.ToArray();
    }

    private byte[] Small()
    {
        string path = Path.Combine(folder, "small.db");
        using (var database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("PRAGMA page_size=512; PRAGMA auto_vacuum=2; CREATE TABLE a(x INTEGER PRIMARY KEY, y TEXT, z BLOB); CREATE INDEX b ON a(y, z); CREATE TABLE c(k TEXT PRIMARY KEY, v) WITHOUT ROWID");
            database.Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO a SELECT i, 'text ' || i, zeroblob(i * 30) FROM n");
            database.Execute("INSERT INTO c SELECT y, z FROM a");
        }

        return File.ReadAllBytes(path);
    }

    private void ReadImage(byte[] bytes)
    {
        string path = Write("image.db", bytes);
        using var image = SqliteImage.Open(path);
        _ = image.TryFindUnsupported(out _);
        _ = image.HashPages();
        foreach (SqliteTable table in image.Tables)
        {
            image.ReadRows(table, new RowDrain());
        }
    }

    private void Fold(byte[] database, byte[] log)
    {
        string path = Write("folded.db", database);
        _ = Write("folded.db-wal", log);
        SqliteImage.FoldWal(path, path + "-wal", Path.Combine(folder, "out.db"));
    }

    private void ReadMessages(byte[] bytes)
    {
        string source = Path.Combine(folder, "mutated");
        Directory.CreateDirectory(Path.Combine(source, "Databases"));
        File.WriteAllBytes(Path.Combine(source, "Databases", "msgstore.db"), bytes);
        WhatsAppAndroid format = new();
        foreach (ChatSource found in format.Find(source, [], Never))
        {
            SourceDatabase messages = found.Databases.First(database => database.Role == DatabaseRole.Messages);
            using OpenedDatabase opened = format.OpenDatabase(found, null, messages, _keys, folder, Never);
            using IChatReader reader = format.OpenReader(found, new Dictionary<string, OpenedDatabase> { [messages.Path] = opened }, new ReaderOptions());
            _ = reader.ReadMessages(Never).Count() + reader.ReadChats(Never).Count() + reader.ReadParticipants(Never).Count();
        }
    }

    private void Decrypt(byte[] bytes) =>
        CryptFile.Open(Write("msgstore.db.crypt15", bytes), _keys, Path.Combine(folder, "plain.db"), Never);

    private static void ReadKeys(byte[] bytes)
    {
        using SourceKeys keys = new();
        SourceKeyFile.Read(bytes, "key", keys);
    }

    private void ReadIncrement(string database, byte[] sync)
    {
        ProtobufBuilder block = new();
        block.AddLengthAnd(sync);
        string path = Path.Combine(folder, "increment.zip");
        using (var zip = new System.IO.Compression.ZipArchive(File.Create(path), System.IO.Compression.ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("messages.bin").Open();
            entry.Write(block.Written);
        }

        using OpenedDatabase opened = new(database, false, null) { Companions = [new OpenedCompanion("msgstore-increment-1.db.crypt15", path, null)] };
        WhatsAppAndroid format = new();
        ChatSource source = format.Find(Path.GetDirectoryName(Path.GetDirectoryName(database)!)!, [], Never)[0];
        using IChatReader reader = format.OpenReader(source, new Dictionary<string, OpenedDatabase> { ["Databases/msgstore.db"] = opened }, new ReaderOptions());
        _ = reader.ReadMessages(Never).Count() + reader.ReadChats(Never).Count() + reader.ReadParticipants(Never).Count();
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
