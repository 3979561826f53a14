using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Crypt;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Cli.Samples;

public sealed class SamplePhoneTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("satchel-sample-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void The_same_seed_makes_the_same_phone_and_the_same_day()
    {
        SamplePhone.Create(Options("first", 1500), Token);
        SamplePhone.Create(Options("second", 1500), Token);

        Assert.Equal(Digests("first"), Digests("second"));

        SamplePhone.AppendDay(Folder("first"), 200, 200_000, leaveLog: false, Token);
        SamplePhone.AppendDay(Folder("second"), 200, 200_000, leaveLog: false, Token);

        Assert.Equal(Digests("first"), Digests("second"));
    }

    [Fact]
    public void Another_seed_makes_another_phone()
    {
        SamplePhone.Create(Options("first", 300), Token);
        SamplePhone.Create(Options("second", 300) with { Seed = 2 }, Token);

        Assert.NotEqual(Digests("first"), Digests("second"));
    }

    [Fact]
    public void Every_kind_of_message_is_there_and_the_database_is_sound()
    {
        SamplePhone.Create(Options("phone", 3000) with { WithFullText = true }, Token);

        using SqliteDatabase database = SqliteDatabase.OpenImmutable(MessagesPath("phone"));
        using SqliteStatement check = database.Prepare("PRAGMA integrity_check");
        Assert.True(check.Step());
        Assert.Equal("ok", check.Text(0));
        int[] types = [0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 13, 14, 15, 16, 20, 24, 36, 42, 43, 64, 66, 81, 82, 90, 99];
        Assert.All(types, type => Assert.True(database.ReadInteger($"SELECT count(*) FROM message WHERE message_type={type}") > 0, $"type {type}"));
        Assert.Equal(3001, database.ReadInteger("SELECT count(*) FROM message"));
        Assert.Equal(0, database.ReadInteger("SELECT count(*) FROM message WHERE _id > 1 AND chat_row_id NOT IN (SELECT _id FROM chat)"));
        Assert.True(database.ReadInteger("SELECT count(*) FROM message_ftsv2 WHERE message_ftsv2 MATCH 'the'") > 0);
    }

    [Fact]
    public void Files_that_rows_name_are_there_with_the_content_they_name()
    {
        SampleReport report = SamplePhone.Create(Options("phone", 3000), Token);

        int named = 0;
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(MessagesPath("phone"));
        using SqliteStatement rows = database.Prepare("SELECT file_path, file_length, file_hash FROM message_media WHERE file_path IS NOT NULL");
        while (rows.Step())
        {
            byte[] content = File.ReadAllBytes(Path.Combine(report.WhatsAppFolder, rows.Text(0)));
            Assert.Equal(rows.Integer(1), content.Length);
            Assert.Equal(rows.Text(2), Convert.ToBase64String(SHA256.HashData(content)));
            named++;
        }

        Assert.InRange(named, report.MediaFiles / 2, report.MediaFiles);
        Assert.InRange(report.MediaBytes, 1_500_000, 3_500_000);
    }

    [Fact]
    public void A_day_adds_what_it_says_and_nothing_is_lost()
    {
        SamplePhone.Create(Options("phone", 2000), Token);
        byte[] contactsBefore = File.ReadAllBytes(Path.Combine(Folder("phone"), "WhatsApp", "Databases", "wa.db"));
        int filesBefore = Directory.GetFiles(Folder("phone"), "*", SearchOption.AllDirectories).Length;

        SampleReport day = SamplePhone.AppendDay(Folder("phone"), 300, 500_000, leaveLog: false, Token);

        Assert.Equal((300, 30), (day.NewMessages, day.Updates));
        Assert.Equal(filesBefore + day.MediaFiles, Directory.GetFiles(Folder("phone"), "*", SearchOption.AllDirectories).Length);
        Assert.Equal(contactsBefore, File.ReadAllBytes(Path.Combine(Folder("phone"), "WhatsApp", "Databases", "wa.db")));
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(MessagesPath("phone"));
        Assert.Equal(2301, database.ReadInteger("SELECT count(*) FROM message"));
        Assert.Equal(1, database.ReadInteger("SELECT CAST(value AS INTEGER) FROM props WHERE key='sample_days'"));
    }

    [Fact]
    public void A_day_can_be_left_in_the_log()
    {
        SamplePhone.Create(Options("phone", 500), Token);

        SamplePhone.AppendDay(Folder("phone"), 100, 0, leaveLog: true, Token);

        Assert.True(new FileInfo(MessagesPath("phone") + "-wal").Length > 4096);
        using (SqliteDatabase without = SqliteDatabase.OpenImmutable(MessagesPath("phone")))
        {
            Assert.Equal(501, without.ReadInteger("SELECT count(*) FROM message"));
        }

        using SqliteDatabase with = SqliteDatabase.OpenForWriting(MessagesPath("phone"));
        Assert.Equal(601, with.ReadInteger("SELECT count(*) FROM message"));
    }

    [Fact]
    public void An_encrypted_phone_opens_with_its_key()
    {
        SamplePhone.Create(Options("phone", 300), Token);
        byte[] plain = File.ReadAllBytes(MessagesPath("phone"));

        SamplePhone.Encrypt(Folder("phone"), Path.Combine(_root.FullName, "key.txt"), Token);

        using SourceKeys keys = new();
        SourceKeyFile.Read(Path.Combine(_root.FullName, "key.txt"), keys);
        Assert.False(File.Exists(MessagesPath("phone")));
        CryptFile.Open(MessagesPath("phone") + ".crypt15", keys, Path.Combine(_root.FullName, "plain.db"), Token);
        Assert.Equal(plain, File.ReadAllBytes(Path.Combine(_root.FullName, "plain.db")));
        Assert.True(File.Exists(Path.Combine(Folder("phone"), "WhatsApp", "Backups", "wa.db.crypt15")));
    }

    [Fact]
    public void A_phone_that_is_there_is_not_made_over()
    {
        SamplePhone.Create(Options("phone", 50), Token);

        Assert.Throws<IOException>(() => SamplePhone.Create(Options("phone", 50), Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SampleOptions Options(string name, int messages) => new(Folder(name), messages, 24, 3_000_000);

    private string Folder(string name) => Path.Combine(_root.FullName, name);

    private string MessagesPath(string name) => Path.Combine(Folder(name), "WhatsApp", "Databases", "msgstore.db");

    private SortedDictionary<string, string> Digests(string name) => new(
        Directory.GetFiles(Folder(name), "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Folder(name), path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))));
}
