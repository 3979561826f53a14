using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Apple;

public sealed class IosBackupWriterTests
{
    private const string Media = "Message/Media/447700900999@s.whatsapp.net/c/d/new.jpg";

    private static readonly DateTimeOffset Later = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_copy_has_the_new_files_and_all_else_as_it_was(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted, builder => builder.Add(BackupWorld.Shared, "ChatStorage.sqlite-wal", BackupWorld.Bytes(100, 8)).Add(BackupWorld.Shared, "ChatStorage.sqlite-shm", new byte[10]));
        Dictionary<string, string> before = Contents(world.Root);
        byte[] store = BackupWorld.Database("CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY); INSERT INTO ZWAMESSAGE VALUES (7)");

        string output = Patch(world, writer =>
        {
            writer.PutDatabase(BackupWorld.Shared, "ChatStorage.sqlite", world.Write("store.db", store), Later, Token);
            writer.Put(BackupWorld.Shared, Media, new MemoryStream(BackupWorld.Bytes(40_000, 11)), Later, Token);
        });

        Assert.Equal(before, Contents(world.Root));
        Dictionary<string, string> after = Contents(output);
        string[] changed = [.. before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path)).Order(StringComparer.Ordinal)];
        string[] expected = [.. ((string[])["ChatStorage.sqlite", "ChatStorage.sqlite-wal", "ChatStorage.sqlite-shm", Media]).Select(PayloadOf).Append("Manifest.db").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, changed);
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
        using IosBackupFiles files = world.OpenAt(output);
        Assert.Equal(store, BackupWorld.ReadAll(files.Open(files.Find($"{BackupWorld.Shared}/ChatStorage.sqlite")!)));
        SourceFile added = files.Find($"{BackupWorld.Shared}/{Media}")!;
        Assert.Equal(BackupWorld.Bytes(40_000, 11), BackupWorld.ReadAll(files.Open(added)));
        Assert.Equal((Later, 0x1A4, 40_000), (added.ModifiedAt, added.Mode, added.LengthBytes));
        Assert.Null(files.Find($"{BackupWorld.Shared}/ChatStorage.sqlite-wal"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_other_files_stay_byte_for_byte_and_new_ones_are_whole(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);
        Dictionary<string, string> before = Rows(world, world.Root);

        string output = Patch(world, writer => writer.Put(BackupWorld.Shared, Media, new MemoryStream([1, 2, 3]), Later, Token));

        Dictionary<string, string> after = Rows(world, output);
        Assert.All(before, row => Assert.Equal(row.Value, after[row.Key]));
        string[] added = [.. after.Keys.Except(before.Keys).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                $"{BackupWorld.Shared}-Message/Media/447700900999@s.whatsapp.net 2",
                $"{BackupWorld.Shared}-Message/Media/447700900999@s.whatsapp.net/c 2",
                $"{BackupWorld.Shared}-Message/Media/447700900999@s.whatsapp.net/c/d 2",
                $"{BackupWorld.Shared}-{Media} 1",
            ],
            added);
        MbFile[] records = [.. after.Select(row => MbFile.Read(Convert.FromHexString(row.Value), row.Key))];
        Assert.Equal(records.Length, records.Select(record => record.InodeNumber).Distinct().Count());
        MbFile file = MbFile.Read(Convert.FromHexString(after[added[3]]), "");
        Assert.Equal((Media, 3L, 0x81A4, 3U, Later.ToUnixTimeSeconds()), (file.RelativePath, file.Size, file.Mode, file.ProtectionClass, file.LastModified));
        Assert.Equal(encrypted, file.EncryptionKey is not null);
    }

    [Fact]
    public void A_checksum_follows_its_content()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: false);
        string picture = "Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg";

        string output = Patch(world, writer => writer.Put(BackupWorld.Shared, picture, new MemoryStream([5, 6]), Later, Token));

        MbFile record = MbFile.Read(Convert.FromHexString(Rows(world, output)[$"{BackupWorld.Shared}-{picture} 1"]), "");
#pragma warning disable CA5350 // the format's own rule
        Assert.Equal(SHA1.HashData([5, 6]), record.Digest!.Value.ToArray());
#pragma warning restore CA5350
    }

    [Fact]
    public void Where_it_is_encrypted_a_stale_checksum_goes_and_the_key_is_new()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        string picture = "Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg";
        MbFile before = MbFile.Read(Convert.FromHexString(Rows(world, world.Root)[$"{BackupWorld.Shared}-{picture} 1"]), "");

        string output = Patch(world, writer => writer.Put(BackupWorld.Shared, picture, new MemoryStream([5, 6]), Later, Token));

        MbFile after = MbFile.Read(Convert.FromHexString(Rows(world, output)[$"{BackupWorld.Shared}-{picture} 1"]), "");
        Assert.NotNull(before.Digest);
        Assert.Null(after.Digest);
        Assert.NotEqual(before.EncryptionKey!.Value.ToArray(), after.EncryptionKey!.Value.ToArray());
        Assert.Equal(before.InodeNumber, after.InodeNumber);
    }

    [Fact]
    public void A_copy_that_is_given_up_leaves_nothing()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        string output = world.At("out");
        Directory.CreateDirectory(output);

        using (IosBackupFiles existing = world.Open(BackupWorld.Password))
        using (var writer = IosBackupWriter.Patch(existing, output, world.Scratch, Token))
        {
            writer.Put(BackupWorld.Shared, Media, new MemoryStream([1]), Later, Token);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
    }

    [Fact]
    public void A_backup_that_no_phone_would_take_is_not_patched()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: false);
        File.Delete(Path.Combine(world.Root, "Status.plist"));
        using IosBackupFiles existing = world.Open();

        Assert.Equal(ChatFormatProblem.Truncated, Assert.Throws<ChatFormatException>(() => IosBackupWriter.Patch(existing, world.At("out"), world.Scratch, Token)).Problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(BackupWorld.Password)]
    public void A_new_backup_is_a_source_again(string? password)
    {
        using BackupWorld world = new();
        string output = world.At("new");
        Directory.CreateDirectory(output);
        byte[]? secret = password is null ? null : Encoding.UTF8.GetBytes(password);
        using (var writer = IosBackupWriter.Create(new NewBackup { FirstRounds = 5, Rounds = 5 }, IosApps.WhatsApp, secret, output, world.Scratch, Later))
        {
            writer.PutDatabase(BackupWorld.Shared, "ChatStorage.sqlite", world.Write("store.db", BackupWorld.Database("CREATE TABLE t (x)")), Later, Token);
            writer.Put(BackupWorld.Shared, Media, new MemoryStream(BackupWorld.Bytes(33, 1)), Later, Token);
            writer.Complete(Token);
        }

        FoundBackup found = Assert.Single(IosBackups.Find(output, [], Token));
        Assert.Equal((password is not null, IosApps.WhatsApp), (found.IsEncrypted, Assert.Single(found.Apps)));
        using IosBackupFiles files = world.OpenAt(output);
        List<string> unreadable = [];
        Assert.Equal(6, files.List(unreadable, Token).Count());
        Assert.Empty(unreadable);
        Assert.Equal(BackupWorld.Bytes(33, 1), BackupWorld.ReadAll(files.Open(files.Find($"{BackupWorld.Shared}/{Media}")!)));
        Dictionary<string, string> rows = Rows(world, output);
        Assert.Contains($"{BackupWorld.Shared}- 2", rows.Keys);
        Assert.Equal(4U, MbFile.Read(Convert.FromHexString(rows[$"{BackupWorld.Shared}-ChatStorage.sqlite 1"]), "").ProtectionClass);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tree_becomes_the_backup_again_with_unchanged_files_byte_for_byte(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted, builder => builder.Add(BackupWorld.Shared, "ContactsV2.sqlite-wal", []));
        string tree = world.Unpack();
        byte[] rebuilt = BackupWorld.Database("CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY); CREATE TABLE more (y)");
        File.WriteAllBytes(Path.Combine(tree, BackupWorld.Shared, "ChatStorage.sqlite"), rebuilt);
        File.Delete(Path.Combine(tree, BackupWorld.Shared, "ContactsV2.sqlite-wal"));
        string output = world.At("sealed");
        Directory.CreateDirectory(output);

        using (SourceKeys keys = BackupWorld.Keys(BackupWorld.Password))
        {
            IosBackupSeal.Run(tree, output, keys, Token);
        }

        Dictionary<string, string> before = Contents(world.Root);
        Dictionary<string, string> after = Contents(output);
        string[] differing = [.. after.Where(file => before[file.Key] != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(((string[])[PayloadOf("ChatStorage.sqlite"), "Manifest.db"]).Order(StringComparer.Ordinal), differing);
        Assert.Equal(7, after.Keys.Count(path => path.Length == 43));
        using IosBackupFiles files = world.OpenAt(output);
        List<string> unreadable = [];
        Assert.Equal(13, files.List(unreadable, Token).Count());
        Assert.Empty(unreadable);
        Assert.Equal(rebuilt, BackupWorld.ReadAll(files.Open(files.Find($"{BackupWorld.Shared}/ChatStorage.sqlite")!)));
        Assert.Null(files.Find($"{BackupWorld.Shared}/ContactsV2.sqlite-wal"));
    }

    [Fact]
    public void A_tree_is_not_sealed_without_the_password_or_with_a_wrong_one()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        string tree = world.Unpack();
        Directory.CreateDirectory(world.At("sealed"));
        using SourceKeys wrong = BackupWorld.Keys("wrong");

        Assert.Equal(ChatFormatProblem.WrongKey, Assert.Throws<ChatFormatException>(() => IosBackupSeal.Run(tree, world.At("sealed"), wrong, Token)).Problem);
        Assert.Equal(ChatFormatProblem.KeyNeeded, Assert.Throws<ChatFormatException>(() => IosBackupSeal.Run(tree, world.At("sealed"), SourceKeys.None, Token)).Problem);
    }

    private static string Patch(BackupWorld world, Action<IosBackupWriter> change)
    {
        string output = world.At("out");
        Directory.CreateDirectory(output);
        using IosBackupFiles existing = world.Open(BackupWorld.Password);
        using var writer = IosBackupWriter.Patch(existing, output, world.Scratch, Token);
        change(writer);
        writer.Complete(Token);
        return output;
    }

    private static string PayloadOf(string path)
    {
        string fileId = ManifestRow.FileIdOf(BackupWorld.Shared, path);
        return $"{fileId[..2]}/{fileId}";
    }

    private static Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    private static Dictionary<string, string> Rows(BackupWorld world, string root)
    {
        using IosBackupFiles files = world.OpenAt(root);
        string copy = world.At("rows.db");
        ManifestFile.Copy(files.Backup, files.ClassKeys, copy, world.Scratch, Token);
        Dictionary<string, string> rows = [];
        using (var database = SqliteDatabase.OpenImmutable(copy))
        using (SqliteStatement statement = database.Prepare("SELECT domain || '-' || relativePath || ' ' || flags, file, fileID FROM Files"))
        {
            while (statement.Step())
            {
                rows.Add(statement.Text(0), Convert.ToHexString(statement.Blob(1)));
            }
        }

        File.Delete(copy);
        return rows;
    }
}
