using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.Apple;

namespace Satchel.Tests.Chats.Apple;

public sealed class IosBackupFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_tree_holds_the_lists_the_manifest_and_the_files_of_the_app_alone(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);
        using IosBackupFiles files = world.Open(BackupWorld.Password);
        List<string> unreadable = [];

        SourceFile[] listed = [.. files.List(unreadable, Token)];

        Assert.Empty(unreadable);
        Assert.Equal(
            [
                "AppDomain-net.whatsapp.WhatsApp/Library/Preferences/net.whatsapp.WhatsApp.plist File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/ChatStorage.sqlite File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/ContactsV2.sqlite File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Library/Empty EmptyFolder",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Library/link Link",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Message/Media-old/x File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Message/Media/85255509999@s.whatsapp.net/a/b/empty.bin File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg File",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared/Message/Media/85255509999@s.whatsapp.net/a/b/sixteen.bin File",
                "Info.plist File",
                "Manifest.db File",
                "Manifest.plist File",
                "Status.plist File",
            ],
            listed.Select(file => $"{file.Path} {file.Kind}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_file_reads_as_it_was_on_the_phone(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);
        using IosBackupFiles files = world.Open("wrong", BackupWorld.Password);
        string media = BackupWorld.Shared + "/Message/Media/85255509999@s.whatsapp.net/a/b/";

        Assert.Equal(BackupWorld.Bytes(150_001, 3), BackupWorld.ReadAll(files.Open(files.Find(media + "picture.jpg")!)));
        Assert.Equal(BackupWorld.Bytes(16, 4), BackupWorld.ReadAll(files.Open(files.Find(media + "sixteen.bin")!)));
        Assert.Empty(BackupWorld.ReadAll(files.Open(files.Find(media + "empty.bin")!)));
        SourceFile preferences = files.Find(BackupWorld.Sandbox + "/Library/Preferences/net.whatsapp.WhatsApp.plist")!;
        Assert.Equal(0x180, preferences.Mode);
        Assert.Equal(300, preferences.LengthBytes);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), preferences.ModifiedAt);
        Assert.StartsWith(world.Root, preferences.StoredPath, StringComparison.Ordinal);
        Assert.Equal("Empty", files.Find(BackupWorld.Shared + "/Library/link")!.LinkTarget);
    }

    [Fact]
    public void An_encrypted_file_reads_from_any_place()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        using IosBackupFiles files = world.Open(BackupWorld.Password);
        byte[] expected = BackupWorld.Bytes(150_001, 3);
        using Stream stream = files.Open(files.Find(BackupWorld.Shared + "/Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg")!);
        Random random = new(7);
        byte[] buffer = new byte[3_000];

        for (int i = 0; i < 300; i++)
        {
            int from = random.Next(expected.Length + 20);
            int length = random.Next(1, buffer.Length);
            stream.Position = from;
            int read = stream.ReadAtLeast(buffer.AsSpan(0, length), length, throwOnEndOfStream: false);

            Assert.Equal(Math.Clamp(expected.Length - from, 0, length), read);
            Assert.Equal(expected.Skip(from).Take(read), buffer.Take(read));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_manifest_of_the_tree_has_the_rows_of_the_app_alone(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);
        using IosBackupFiles files = world.Open(BackupWorld.Password);

        ChatSource source = files.Complete(new ChatSource { Format = ChatFormats.All[0], Root = world.Root, IsFile = false, Container = "ios-backup", NeedsKey = encrypted, Databases = [] });

        Assert.Equal(
            [$"{BackupWorld.Shared}/ChatStorage.sqlite Messages plain", $"{BackupWorld.Shared}/ContactsV2.sqlite Contacts plain", "Manifest.db Other ios-backup"],
            source.Databases.Select(database => $"{database.Path} {database.Role} {database.Container}"));
        using OpenedDatabase opened = files.OpenDatabase(source.Databases[2], world.Scratch, Token);
        Assert.Equal(encrypted ? """{"encrypted":true}""" : """{"encrypted":false}""", opened.Parameters);
        using var manifest = SqliteDatabase.OpenImmutable(opened.File.Path);
        Assert.Equal(0, manifest.ReadInteger("SELECT count(*) FROM Files WHERE domain NOT LIKE 'AppDomain%net.whatsapp.WhatsApp%'"));
        Assert.Equal(8, manifest.ReadInteger("SELECT count(*) FROM Files WHERE flags <> 2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_database_is_read_with_the_log_that_lies_beside_it_on_the_phone(bool encrypted)
    {
        using BackupWorld world = new();
        string path = world.At("live.db");
        using SqliteDatabase live = SqliteDatabase.OpenForWriting(path);
        live.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (x); INSERT INTO t VALUES (1)");
        byte[] main = File.ReadAllBytes(path);
        byte[] log = File.ReadAllBytes(path + "-wal");
        world.Build(encrypted, builder => builder.Add(BackupWorld.Shared, "LID.sqlite", main).Add(BackupWorld.Shared, "LID.sqlite-wal", log).Add(BackupWorld.Shared, "LID.sqlite-shm", new byte[32]));
        using IosBackupFiles files = world.Open(BackupWorld.Password);

        using (OpenedDatabase opened = files.OpenDatabase(new SourceDatabase(BackupWorld.Shared + "/LID.sqlite", DatabaseRole.Other, "plain"), world.Scratch, Token))
        {
            using var database = SqliteDatabase.OpenImmutable(opened.File.Path);
            Assert.Equal(1, database.ReadInteger("SELECT x FROM t"));
        }

        files.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
    }

    [Fact]
    public void A_wrong_password_and_none_are_told_apart()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);

        Assert.Equal(ChatFormatProblem.WrongKey, Assert.Throws<ChatFormatException>(() => world.Open("wrong", "also wrong")).Problem);
        Assert.Equal(ChatFormatProblem.KeyNeeded, Assert.Throws<ChatFormatException>(() => world.Open()).Problem);
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_that_the_manifest_names_and_the_backup_lacks_are_named_and_the_rest_is_read(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted, builder => builder
            .Add(BackupWorld.Shared, "gone.jpg", new IphoneFile { Content = [1, 2, 3], IsPayloadMissing = true })
            .Add(BackupWorld.Shared, "empty.sqlite", new IphoneFile { IsStoredEmpty = true })
            .Add(BackupWorld.Shared, "../../escape", [1]));
        string picture = Directory.EnumerateFiles(world.Root, "*", SearchOption.AllDirectories).Single(path => new FileInfo(path).Length is 150_001 or 150_016);
        using (FileStream file = new(picture, FileMode.Open))
        {
            file.SetLength(100_000);
        }

        using IosBackupFiles files = world.Open(BackupWorld.Password);
        List<string> unreadable = [];

        string[] listed = [.. files.List(unreadable, Token).Select(file => file.Path)];

        Assert.Equal(13, listed.Length);
        Assert.Contains(BackupWorld.Shared + "/empty.sqlite", listed);
        Assert.Equal(3, unreadable.Count);
        Assert.Contains(unreadable, text => text.Contains("gone.jpg: the manifest names it, and the backup has no ", StringComparison.Ordinal));
        Assert.Contains(unreadable, text => text.Contains("picture.jpg: has 100000 bytes in the backup of 150001", StringComparison.Ordinal));
        Assert.Contains(unreadable, text => text.EndsWith(": the manifest gives it a path that is none", StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_in_progress_is_refused_and_says_so()
    {
        using BackupWorld world = new();
        IphoneBackupBuilder builder = new() { State = "uploading" };
        BackupWorld.Fill(builder);
        builder.Build(world.Root);

        ChatFormatException refused = Assert.Throws<ChatFormatException>(() => world.Open());

        Assert.Equal(ChatFormatProblem.Truncated, refused.Problem);
        Assert.Contains("'uploading'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Manifest.db", null, ChatFormatProblem.Truncated)]
    [InlineData("Manifest.plist", null, ChatFormatProblem.Truncated)]
    [InlineData("Manifest.db", 5_000, ChatFormatProblem.Truncated)]
    [InlineData("Manifest.db", 0, ChatFormatProblem.Truncated)]
    [InlineData("Manifest.plist", 40, ChatFormatProblem.Damaged)]
    public void A_backup_that_was_cut_short_is_refused(string name, int? length, ChatFormatProblem problem)
    {
        foreach (bool encrypted in (bool[])[false, true])
        {
            using BackupWorld world = new BackupWorld().Build(encrypted);
            string path = Path.Combine(world.Root, name);
            if (length is { } bytes)
            {
                using FileStream file = new(path, FileMode.Open);
                file.SetLength(bytes);
            }
            else
            {
                File.Delete(path);
            }

            Assert.Equal(problem, Assert.Throws<ChatFormatException>(() => world.Open(BackupWorld.Password)).Problem);
            Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
        }
    }

    [Fact]
    public void A_backup_without_Status_is_read_all_the_same()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: false);
        File.Delete(Path.Combine(world.Root, "Status.plist"));

        using IosBackupFiles files = world.Open();

        Assert.Equal(12, files.List([], Token).Count());
    }

    [Fact]
    public void Other_apps_files_need_not_be_there_to_read_this_one()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        HashSet<string> kept = [];
        using (IosBackupFiles files = world.Open(BackupWorld.Password))
        {
            kept.UnionWith(files.List([], Token).Select(file => file.StoredPath).OfType<string>());
        }

        foreach (string path in Directory.EnumerateFiles(world.Root, "*", SearchOption.AllDirectories).Where(path => !kept.Contains(path)))
        {
            File.Delete(path);
        }

        using IosBackupFiles again = world.Open(BackupWorld.Password);
        List<string> unreadable = [];
        Assert.All(again.List(unreadable, Token).Where(file => file.Kind == SourceFileKind.File), file => Assert.Equal(file.LengthBytes, BackupWorld.ReadAll(again.Open(file)).Length));
        Assert.Empty(unreadable);
    }
}
