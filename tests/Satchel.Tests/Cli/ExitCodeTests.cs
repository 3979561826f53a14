using System.Text;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Cli;

/// <summary>Each exit code of the contract that a vault in a folder can lead to.</summary>
public sealed class ExitCodeTests : IDisposable
{
    private readonly CliWorld _world = new();

    private string Phone => _world.At("phone");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Nothing_recognised_is_1()
    {
        await InitAsync();
        Directory.CreateDirectory(_world.At("holiday"));
        _world.Write("holiday/picture.txt", "no chat");

        await ExpectAsync(1, "nothing-recognised", "backup", _world.At("holiday"));
    }

    [Fact]
    public async Task A_snapshot_that_is_not_there_is_1()
    {
        await InitAsync();

        await ExpectAsync(1, "not-found", "restore", "0123456789abcdef", "--to", _world.At("back"));
        await ExpectAsync(1, "not-found", "restore", "--to", _world.At("back"));
        await ExpectAsync(1, "not-found", "rehearse");
        Assert.False(Directory.Exists(_world.At("back")));
    }

    [Fact]
    public async Task A_newer_format_is_1_and_names_both_numbers()
    {
        await InitAsync();
        string file = Path.Combine(_world.Vault, "satchel.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"format\": 1", "\"format\": 7", StringComparison.Ordinal));

        CliRun run = await ExpectAsync(1, "newer-format", "snapshots");

        Assert.Contains("7", run.Error, StringComparison.Ordinal);
        Assert.Contains("1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_in_the_network_is_1_for_now()
    {
        await ExpectAsync(1, "storage-refused", "snapshots", "--vault", "s3://bucket/family");
    }

    [Fact]
    public async Task A_vault_or_a_folder_in_the_way_is_2_and_stays_as_it_is()
    {
        await SaveAsync();
        string[] before = _world.Files();

        await ExpectAsync(2, "vault-exists", "init", _world.Vault);
        await ExpectAsync(2, "target-not-empty", "restore", "--to", Phone);
        await ExpectAsync(2, "target-not-empty", "restore", "--to", _world.PassphraseFile);

        Assert.Equal(before, _world.Files());
    }

    [Fact]
    public async Task A_damaged_database_beside_whole_files_is_3()
    {
        MakePhone();
        string contacts = Path.Combine(SamplePhone.WhatsAppFolder(Phone), "Databases", "wa.db");
        using (FileStream file = File.OpenWrite(contacts))
        {
            file.SetLength(file.Length / 2);
        }

        await InitAsync();
        CliRun run = await _world.RunAsync("backup", Phone);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("wa.db", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_history_without_its_key_beside_another_is_3()
    {
        MakePhone();
        SamplePhone.Create(new SampleOptions(_world.At("other"), 100, 3, 10_000), _world.Cancellation);
        SamplePhone.Encrypt(_world.At("other"), _world.At("key.txt"), _world.Cancellation);
        await InitAsync();

        CliRun run = await _world.RunAsync("backup", _world.At("other"), Phone);

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("snapshot ", run.Output, StringComparison.Ordinal);
        Assert.Contains(SamplePhone.WhatsAppFolder(_world.At("other")), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_a_damaged_vault_gives_the_rest_with_3()
    {
        await SaveAsync();
        string pack = Directory.EnumerateFiles(Path.Combine(_world.Vault, "packs"), "*", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!;
        Flip(pack, 1000);

        CliRun run = await _world.RunAsync("export", "--format", "jsonl", "--out", _world.At("all.jsonl"), "--media", _world.At("media"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("satchel: warning: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(200, File.ReadLines(_world.At("all.jsonl")).Count(line => line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_flipped_bit_is_4_and_named()
    {
        await SaveAsync();
        string pack = Directory.EnumerateFiles(Path.Combine(_world.Vault, "packs"), "*", SearchOption.AllDirectories).MaxBy(f => new FileInfo(f).Length)!;
        Flip(pack, new FileInfo(pack).Length / 2);

        CliRun run = await ExpectAsync(4, "vault-damaged", "check", "--read-data");
        CliRun json = await _world.RunAsync("check", "--read-data", "--json");

        Assert.Contains(Path.GetFileName(pack), run.Output, StringComparison.Ordinal);
        Assert.Equal(4, json.ExitCode);
        Assert.Contains("\"ok\":false", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_went_back_is_4_and_is_not_written_to()
    {
        await SaveAsync();
        string copy = _world.At("copy");
        Copy(_world.Vault, copy);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.DoneAsync("backup", Phone);
        Directory.Delete(_world.Vault, recursive: true);
        Directory.Move(copy, _world.Vault);
        string[] before = _world.Files();

        await ExpectAsync(4, "vault-went-back", "backup", Phone);

        Assert.Equal(before, _world.Files());
    }

    [Fact]
    public async Task No_vault_is_10_and_makes_none()
    {
        MakePhone();

        await ExpectAsync(10, "no-vault", "backup", Phone);

        Assert.False(Directory.Exists(_world.Vault));
    }

    [Fact]
    public async Task A_wrong_passphrase_is_12()
    {
        await InitAsync();

        await ExpectAsync(12, "wrong-passphrase", "snapshots", "--passphrase-file", _world.Write("wrong.txt", "guess"));
        await ExpectAsync(12, "wrong-passphrase", "snapshots", "--recovery-code-file", _world.Write("code.txt", "0000-0000"));
    }

    [Fact]
    public async Task A_missing_passphrase_is_12_and_makes_no_vault()
    {
        _world.Environment.Remove("SATCHEL_PASSPHRASE_FILE");

        await ExpectAsync(12, "passphrase-needed", "init", _world.Vault);
        await ExpectAsync(12, "passphrase-needed", "init", _world.Vault, "--passphrase-file", _world.Write("empty.txt", "\n"));

        Assert.False(Directory.Exists(_world.Vault));
    }

    [Fact]
    public async Task Two_passphrases_that_differ_are_12()
    {
        _world.Environment.Remove("SATCHEL_PASSPHRASE_FILE");
        var answers = new Queue<string>(["one", "two"]);
        _world.AskSecret = _ => Encoding.UTF8.GetBytes(answers.Dequeue());

        await ExpectAsync(12, "passphrase-needed", "init", _world.Vault);
    }

    [Fact]
    public async Task A_passphrase_is_asked_for_twice_and_then_once()
    {
        _world.Environment.Remove("SATCHEL_PASSPHRASE_FILE");
        var questions = new List<string>();
        _world.AskSecret = question =>
        {
            questions.Add(question);
            return "correct horse"u8.ToArray();
        };

        CliRun init = await _world.DoneAsync("init", _world.Vault);
        await _world.DoneAsync("snapshots");

        Assert.Equal(3, questions.Count);
        Assert.DoesNotContain("correct horse", init.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_source_without_its_key_or_with_another_is_12()
    {
        MakePhone();
        SamplePhone.Encrypt(Phone, _world.At("key.txt"), _world.Cancellation);
        await InitAsync();
        string other = _world.Write("other.txt", new string('a', 64));

        await ExpectAsync(12, "key-needed", "backup", Phone);
        await ExpectAsync(12, "wrong-key", "backup", Phone, "--key", other);
        await _world.DoneAsync("backup", Phone, "--key", other, "--key", _world.At("key.txt"));
        await ExpectAsync(12, "key-needed", "restore", "--to", _world.At("back"));
        await _world.DoneAsync("restore", "--to", _world.At("plain"), "--decrypted");
        await _world.DoneAsync("restore", "--to", _world.At("back"), "--key", _world.At("key.txt"));

        Assert.True(File.Exists(Path.Combine(_world.At("plain"), "Databases", "msgstore.db")));
        Assert.True(File.Exists(Path.Combine(_world.At("back"), "Databases", "msgstore.db.crypt15")));
    }

    [Fact]
    public async Task A_recovery_code_opens_the_vault()
    {
        CliRun init = await _world.DoneAsync("init", _world.Vault, "--json");
        string code = System.Text.Json.JsonDocument.Parse(init.Output).RootElement.GetProperty("recoveryCode").GetString()!;
        _world.Environment.Remove("SATCHEL_PASSPHRASE_FILE");

        await _world.DoneAsync("snapshots", "--recovery-code-file", _world.Write("code.txt", code.ToLowerInvariant() + "\n"));
    }

    [Fact]
    public async Task A_command_that_is_stopped_is_130_and_leaves_no_snapshot()
    {
        MakePhone();
        await InitAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        _world.Cancellation = stop.Token;

        await ExpectAsync(130, "interrupted", "backup", Phone);

        _world.Cancellation = TestContext.Current.CancellationToken;
        Assert.Empty((await _world.DoneAsync("snapshots", "--json")).Output);
    }

    [Fact]
    public async Task Settings_that_others_could_read_are_repaired_and_it_is_said()
    {
        await InitAsync();
        await _world.DoneAsync("trust", "--name", "laptop");
        string config = Path.Combine(_world.At("home"), "config");
        File.SetUnixFileMode(config, (UnixFileMode)0b111_101_101);

        CliRun run = await _world.DoneAsync("snapshots");

        Assert.Contains("its permissions are 0700 now", run.Error, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(config));
    }

    private static void Flip(string path, long offset)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 1));
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void MakePhone() => SamplePhone.Create(new SampleOptions(Phone, 200, 4, 100_000), _world.Cancellation);

    private Task<CliRun> InitAsync() => _world.DoneAsync("init", _world.Vault);

    private async Task SaveAsync()
    {
        MakePhone();
        await InitAsync();
        await _world.DoneAsync("backup", Phone);
    }

    private async Task<CliRun> ExpectAsync(int exitCode, string anchor, params string[] args)
    {
        CliRun run = await _world.RunAsync(args);
        Assert.True(run.ExitCode == exitCode, run.Transcript);
        Assert.Contains($"satchel: see docs/errors.md#{anchor}\n", run.Error, StringComparison.Ordinal);
        return run;
    }
}
