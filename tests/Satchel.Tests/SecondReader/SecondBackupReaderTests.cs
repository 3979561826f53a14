using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Tests.Chats.Apple;
using Satchel.Tests.House;

namespace Satchel.Tests.SecondReader;

/// <summary>The reader in tests/second-reader was written from docs/formats/iphone-backup.md alone. It opens the backups that we write.</summary>
public sealed class SecondBackupReaderTests
{
    private const string Media = "Message/Media/85255509999@s.whatsapp.net/a/b/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_patched_backup_is_opened_by_another_reader(bool encrypted)
    {
        using BackupWorld world = new BackupWorld().Build(encrypted);
        string output = world.At("out");
        Directory.CreateDirectory(output);
        using (IosBackupFiles existing = world.Open(BackupWorld.Password))
        using (var writer = IosBackupWriter.Patch(existing, output, world.Scratch, Token))
        {
            AddFiles(writer);
            writer.Complete(Token);
        }

        Dictionary<string, string> read = await ReadAsync(world, output, BackupWorld.Password);

        Assert.Equal(10, read.Count);
        CheckFiles(read);
        Assert.Equal(Sha256(BackupWorld.Bytes(70_000, 2)), read["AppDomain-com.example.notes/Documents/notes.txt"]);
        Assert.Equal(Sha256(BackupWorld.Bytes(150_001, 3)), read[$"{BackupWorld.Shared}/{Media}picture.jpg"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(BackupWorld.Password)]
    public async Task A_new_backup_is_opened_by_another_reader(string? password)
    {
        using BackupWorld world = new();
        string output = world.At("new");
        Directory.CreateDirectory(output);
        byte[]? secret = password is null ? null : System.Text.Encoding.UTF8.GetBytes(password);
        using (var writer = IosBackupWriter.Create(new NewBackup { FirstRounds = 1_000, Rounds = 100 }, IosApps.WhatsApp, secret, output, world.Scratch, DateTimeOffset.UnixEpoch))
        {
            AddFiles(writer);
            writer.Complete(Token);
        }

        Dictionary<string, string> read = await ReadAsync(world, output, password ?? "");

        Assert.Equal(4, read.Count);
        CheckFiles(read);
    }

    [Fact]
    public async Task A_backup_made_again_from_its_tree_is_opened_by_another_reader()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        string tree = world.Unpack();
        string output = world.At("sealed");
        Directory.CreateDirectory(output);
        using (SourceKeys keys = BackupWorld.Keys(BackupWorld.Password))
        {
            IosBackupSeal.Run(tree, output, keys, Token);
        }

        Dictionary<string, string> read = await ReadAsync(world, output, BackupWorld.Password);

        Assert.Equal(7, read.Count);
        Assert.Equal(Sha256(BackupWorld.Bytes(150_001, 3)), read[$"{BackupWorld.Shared}/{Media}picture.jpg"]);
    }

    [Fact]
    public async Task Another_reader_is_as_strict_with_a_wrong_password()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);

        (int exitCode, _) = await RunAsync(world, world.Root, "wrong");

        Assert.Equal(12, exitCode);
    }

    private static void AddFiles(IosBackupWriter writer)
    {
        writer.Put(BackupWorld.Shared, "ChatStorage.sqlite", new MemoryStream(BackupWorld.Bytes(65_536, 20)), DateTimeOffset.UnixEpoch, Token);
        writer.Put(BackupWorld.Shared, Media + "一.jpg", new MemoryStream(BackupWorld.Bytes(300_000, 21)), DateTimeOffset.UnixEpoch, Token);
        writer.Put(BackupWorld.Shared, Media + "empty.bin", new MemoryStream([]), DateTimeOffset.UnixEpoch, Token);
        writer.Put(BackupWorld.Shared, Media + "sixteen.bin", new MemoryStream(BackupWorld.Bytes(16, 22)), DateTimeOffset.UnixEpoch, Token);
    }

    private static void CheckFiles(Dictionary<string, string> read)
    {
        Assert.Equal(Sha256(BackupWorld.Bytes(65_536, 20)), read[$"{BackupWorld.Shared}/ChatStorage.sqlite"]);
        Assert.Equal(Sha256(BackupWorld.Bytes(300_000, 21)), read[$"{BackupWorld.Shared}/{Media}一.jpg"]);
        Assert.Equal(Sha256([]), read[$"{BackupWorld.Shared}/{Media}empty.bin"]);
        Assert.Equal(Sha256(BackupWorld.Bytes(16, 22)), read[$"{BackupWorld.Shared}/{Media}sixteen.bin"]);
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<Dictionary<string, string>> ReadAsync(BackupWorld world, string backup, string password)
    {
        (int exitCode, string output) = await RunAsync(world, backup, password);
        Assert.Equal(0, exitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(file => $"{(string?)file["domain"]}/{(string?)file["path"]}", file => (string)file["sha256"]!);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(BackupWorld world, string backup, string password)
    {
        string script = Path.Combine(Checkout.Root, "tests", "second-reader", "iphone_backup.py");
        using Process process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [script, backup, "--password-file", world.Write("password.txt", System.Text.Encoding.UTF8.GetBytes(password + "\n"))]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output);
    }
}
