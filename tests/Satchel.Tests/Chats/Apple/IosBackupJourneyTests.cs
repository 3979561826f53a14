using Satchel.TestKit.Apple;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.WhatsApp.Ios.Writing;
using Satchel.Tests.Cli;

namespace Satchel.Tests.Chats.Apple;

/// <summary>An iPhone backup through the program: found, saved, read, and restored as the backup that it was.</summary>
public sealed class IosBackupJourneyTests
{
    private const string Peer = "85255509999@s.whatsapp.net";
    private const string Picture = "Media/85255509999@s.whatsapp.net/a/b/picture.jpg";

    [Fact]
    public async Task An_encrypted_backup_is_saved_read_and_restored_with_its_password()
    {
        using CliWorld world = new();
        string root = Build(world, BackupWorld.Password);
        string password = world.Write("password.txt", BackupWorld.Password + "\n");
        string wrong = world.Write("wrong.txt", "wrong\n");
        await world.DoneAsync("init", world.Vault);

        CliRun sources = await world.DoneAsync("sources", world.At("MobileSync"), "--json");
        Assert.Contains("\"container\":\"ios-backup\",\"needsKey\":true", sources.Output, StringComparison.Ordinal);
        Assert.Equal(12, (await world.RunAsync("backup", root)).ExitCode);
        Assert.Equal(12, (await world.RunAsync("backup", root, "--source-password-file", wrong)).ExitCode);
        await world.DoneAsync("backup", root, "--source-password-file", password);
        CliRun export = await world.DoneAsync("export", "latest", "--format", "jsonl", "--out", "-");
        Assert.Contains("\"text\":\"hello from a phone\"", export.Output, StringComparison.Ordinal);
        Assert.Contains("\"bytes\":5000,", export.Output, StringComparison.Ordinal);
        Assert.Contains($"\"path\":\"{BackupWorld.Shared}/Message/{Picture}\"", export.Output, StringComparison.Ordinal);

        Assert.Equal(12, (await world.RunAsync("restore", "--to", world.At("no-password"))).ExitCode);
        await world.DoneAsync("restore", "--to", world.At("restored"), "--source-password-file", password);
        CliRun again = await world.DoneAsync("export", world.At("restored"), "--format", "jsonl", "--out", "-", "--source-password-file", password);
        Assert.Equal(export.Output, again.Output);

        await world.DoneAsync("restore", "--to", world.At("plain"), "--decrypted");
        Assert.True(File.Exists(Path.Combine(world.At("plain"), BackupWorld.Shared, "Message", Picture)));
        Assert.Contains("\"container\":\"plain\"", (await world.DoneAsync("sources", world.At("plain"), "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_not_encrypted_needs_nothing()
    {
        using CliWorld world = new();
        string root = Build(world, null);
        await world.DoneAsync("init", world.Vault);

        await world.DoneAsync("backup", root);
        await world.DoneAsync("restore", "--to", world.At("restored"));

        CliRun before = await world.DoneAsync("export", root, "--format", "jsonl", "--out", "-");
        CliRun after = await world.DoneAsync("export", world.At("restored"), "--format", "jsonl", "--out", "-");
        Assert.Contains("hello from a phone", before.Output, StringComparison.Ordinal);
        Assert.Equal(before.Output, after.Output);
    }

    [Fact]
    public async Task A_backup_in_progress_is_refused_in_one_sentence()
    {
        using CliWorld world = new();
        string root = Build(world, null, "uploading");
        await world.DoneAsync("init", world.Vault);

        CliRun run = await world.RunAsync("backup", root);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is a backup in progress or broken off", run.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_path_the_usual_folders_are_looked_into()
    {
        using CliWorld world = new();
        foreach ((string variable, string[] below) in (ReadOnlySpan<(string, string[])>)[
            ("HOME", ["Library", "Application Support", "MobileSync", "Backup"]), ("APPDATA", ["Apple Computer", "MobileSync", "Backup"]), ("USERPROFILE", ["Apple", "MobileSync", "Backup"])])
        {
            world.Environment[variable] = world.At(variable);
            string root = Path.Combine([world.At(variable), .. below, "00008110-000000000000001E"]);
            new IphoneBackupBuilder().Add(BackupWorld.Shared, "ChatStorage.sqlite", [1]).Build(root);
        }

        CliRun run = await world.DoneAsync("sources", "--json");

        Assert.Equal(3, run.Output.Split('\n').Count(line => line.Contains("\"ios-backup\"", StringComparison.Ordinal) && line.Contains(world.Folder, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_history_moves_into_a_copy_of_the_phones_own_backup(bool encrypted)
    {
        using CliWorld world = new();
        using PhoneStore store = new();
        string root = BuildOf(world, store.Path, encrypted ? BackupWorld.Password : null, "finished");
        string[] password = encrypted ? ["--source-password-file", world.Write("password.txt", BackupWorld.Password + "\n")] : [];
        await world.DoneAsync("sample", "--messages", "150", "--chats", "3", "--media-mb", "1", "--out", world.At("phone"));
        Dictionary<string, string> before = Contents(root);

        await world.DoneAsync(["migrate", world.At("phone"), "--to", "whatsapp-ios", "--container", "ios-backup", "--into", root, "--out", world.At("out"), .. password]);

        Assert.Equal(before, Contents(root));
        CliRun export = await world.DoneAsync(["export", world.At("out"), "--format", "jsonl", "--out", "-", .. password]);
        Assert.Contains("\"nativeId\":\"OLD1\"", export.Output, StringComparison.Ordinal);
        Assert.InRange(export.Output.Split('\n').Count(line => line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal)), 130, 154);
        CliRun source = await world.DoneAsync("export", world.At("phone"), "--format", "jsonl", "--out", "-");
        Assert.Equal(MissingFiles(source), MissingFiles(export));
        Dictionary<string, string> after = Contents(world.At("out"));
        string[] changed = [.. before.Where(file => after.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(((string[])["7c/7c7fba66680ef796b916b067077cc246adacf01d", "Manifest.db"]).Order(StringComparer.Ordinal), changed);
    }

    [Fact]
    public async Task A_history_moves_into_a_new_backup_with_a_password()
    {
        using CliWorld world = new();
        string password = world.Write("password.txt", "new\n");
        await world.DoneAsync("sample", "--messages", "60", "--chats", "2", "--media-mb", "0", "--out", world.At("phone"));

        await world.DoneAsync("migrate", world.At("phone"), "--to", "whatsapp-ios", "--container", "ios-backup", "--out", world.At("out"), "--source-password-file", password);

        Assert.Equal(12, (await world.RunAsync("export", world.At("out"), "--format", "jsonl", "--out", "-")).ExitCode);
        CliRun export = await world.DoneAsync("export", world.At("out"), "--format", "jsonl", "--out", "-", "--source-password-file", password);
        Assert.InRange(export.Output.Split('\n').Count(line => line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal)), 50, 60);
    }

    private static int MissingFiles(CliRun export) => export.Output.Split("\"missing\":true").Length - 1;

    private static Dictionary<string, string> Contents(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));

    private static string Build(CliWorld world, string? password, string state = "finished")
    {
        using ChatStorageBuilder store = ChatStorageBuilder.Create(world.At("ChatStorage.sqlite"));
        store.Session(Peer, "Ben");
        store.Message(Peer, "3A0102030405060708AB", 1_700_000_000_000, text: "hello from a phone");
        store.File(store.Message(Peer, "3A0102030405060708AC", 1_700_000_001_000, type: 1), Picture, "image/jpeg", 5_000);
        store.Dispose();
        return BuildOf(world, world.At("ChatStorage.sqlite"), password, state);
    }

    private static string BuildOf(CliWorld world, string store, string? password, string state)
    {
        string root = Path.Combine(world.At("MobileSync"), "Backup", "00008110-000000000000001E");
        new IphoneBackupBuilder { Password = password, State = state }
            .Add("HomeDomain", "Library/SMS/sms.db", new byte[3_000])
            .Add(BackupWorld.Shared, "ChatStorage.sqlite", new IphoneFile { Content = File.ReadAllBytes(store), ProtectionClass = 4 })
            .Add(BackupWorld.Shared, "Message/" + Picture, BackupWorld.Bytes(5_000, 1))
            .Add(BackupWorld.Sandbox, "Library/Preferences/a.plist", [1, 2, 3])
            .Build(root);
        return root;
    }
}
