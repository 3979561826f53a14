using System.Text.Json;
using Dapper;

namespace Satchel.Server.Tests.Cloud;

/// <summary>A vault on a cloud through the commands: made, filled, and got back on another machine.</summary>
public sealed class CloudVaultTests : IAsyncLifetime
{
    private const string Ana = "ana@example.org";

    private readonly CloudWorld _ana = new();
    private readonly CloudWorld _other = new("desktop");
    private TestServer _server = null!;

    private string Vault => new Uri(_server.Url, "family").ToString();

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ana.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task One_recovery_code_opens_the_account_and_its_vaults()
    {
        string code = await _ana.SignUpAsync(_server.Url, Ana);

        JsonElement made = (await _ana.DoneAsync("init", Vault, "--json")).Object;
        JsonElement second = (await _ana.DoneAsync("init", new Uri(_server.Url, "work").ToString(), "--recovery-code-file", code, "--json")).Object;

        string expected = (await File.ReadAllTextAsync(code, TestContext.Current.CancellationToken)).Trim();
        Assert.Equal(Vault, made.GetProperty("vault").GetString());
        Assert.Equal(1, made.GetProperty("format").GetInt32());
        Assert.Equal(expected, made.GetProperty("recoveryCode").GetString());
        Assert.Equal(expected, second.GetProperty("recoveryCode").GetString());
        _ana.Set("SATCHEL_PASSPHRASE_FILE", null);
        Assert.Equal(2, (await _ana.DoneAsync("key", "list", "--vault", Vault, "--recovery-code-file", code, "--json")).Objects.Count);
    }

    [Fact]
    public async Task What_was_saved_comes_back_on_a_second_machine_by_passphrase()
    {
        await SaveAsync();

        await _other.DoneAsync("login", _server.Url.ToString(), "--email", Ana);
        await _other.DoneAsync("restore", "--vault", Vault, "--to", _other.At("back"));

        AssertRestored(_other.At("back"));
    }

    [Fact]
    public async Task What_was_saved_comes_back_on_a_second_machine_by_the_recovery_code_alone()
    {
        string code = await SaveAsync();
        string copy = _other.Write("code.txt", await File.ReadAllTextAsync(code, TestContext.Current.CancellationToken));
        _other.Set("SATCHEL_PASSPHRASE_FILE", null);

        await _other.DoneAsync("restore", "--vault", Vault, "--to", _other.At("back"), "--recovery-code-file", copy);

        AssertRestored(_other.At("back"));
        Assert.False(Directory.Exists(Path.Combine(_other.Home, "config", "cloud")));
    }

    [Fact]
    public async Task Deleting_asks_for_the_owner_and_a_trusted_device_alone_is_not_enough()
    {
        string code = await SaveAsync();
        await _ana.DoneAsync("backup", _ana.At("phone"), "--vault", Vault);
        await _ana.DoneAsync("trust", "--vault", Vault);
        _ana.Set("SATCHEL_PASSPHRASE_FILE", null);

        CloudRun alone = await _ana.RunAsync("forget", "--keep-last", "1", "--vault", Vault, "--json");
        CloudRun byCode = await _ana.DoneAsync("forget", "--keep-last", "1", "--vault", Vault, "--recovery-code-file", code, "--json");
        CloudRun byPassphrase = await _ana.DoneAsync("prune", "--vault", Vault, "--passphrase-file", _ana.PassphraseFile, "--json");
        CloudRun left = await _ana.DoneAsync("snapshots", "--vault", Vault, "--json");

        Assert.Equal(12, alone.ExitCode);
        Assert.Contains("docs/errors.md#passphrase-needed", alone.Error, StringComparison.Ordinal);
        Assert.Equal(1, byCode.Object.GetProperty("left").GetInt32());
        Assert.Equal(0, byPassphrase.ExitCode);
        Assert.Single(left.Objects);
    }

    [Fact]
    public async Task A_full_account_saves_no_more_and_its_owner_makes_room()
    {
        await SaveAsync();
        await SetAsync("quota_bytes = 1000");
        await _ana.DoneAsync("sample", "--out", _ana.At("phone"), "--append", "50");

        CloudRun full = await _ana.RunAsync("backup", _ana.At("phone"), "--vault", Vault, "--json");
        await _ana.DoneAsync("check", "--vault", Vault, "--json");
        await _ana.DoneAsync("forget", "--keep-last", "1", "--vault", Vault, "--json");
        await _ana.DoneAsync("prune", "--grace", "0", "--vault", Vault, "--json");
        await SetAsync("quota_bytes = 1000000000");
        await _ana.DoneAsync("backup", _ana.At("phone"), "--vault", Vault, "--json");

        Assert.Equal(13, full.ExitCode);
        Assert.Contains("docs/errors.md#over-quota", full.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _ana.DoneAsync("snapshots", "--vault", Vault, "--json")).Objects.Count);
    }

    [Fact]
    public async Task A_plan_that_ended_warns_for_a_while_and_then_lets_read_alone()
    {
        await SaveAsync();
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        await SetAsync($"ends_at = {now.AddDays(-1).ToUnixTimeMilliseconds()}");
        CloudRun grace = await _ana.DoneAsync("backup", _ana.At("phone"), "--vault", Vault, "--json");
        await SetAsync($"ends_at = {now.AddDays(-31).ToUnixTimeMilliseconds()}");
        CloudRun ended = await _ana.RunAsync("backup", _ana.At("phone"), "--vault", Vault, "--json");
        await _ana.DoneAsync("restore", "--vault", Vault, "--to", _ana.At("back"));
        await SetAsync("suspended = 1");
        CloudRun suspended = await _ana.RunAsync("snapshots", "--vault", Vault);

        Assert.Contains("satchel: warning:", grace.Error, StringComparison.Ordinal);
        Assert.Contains("the plan ended on", grace.Error, StringComparison.Ordinal);
        Assert.Equal(14, ended.ExitCode);
        Assert.Contains("docs/errors.md#plan-ended", ended.Error, StringComparison.Ordinal);
        Assert.Equal(15, suspended.ExitCode);
        AssertRestored(_ana.At("back"));
    }

    [Fact]
    public async Task Whoever_may_not_is_15_and_a_wrong_secret_is_12()
    {
        await SaveAsync();
        await _other.SignUpAsync(_server.Url, "ben@example.org");
        using var stranger = new CloudWorld();
        string wrong = _ana.Write("wrong.txt", "correct house");

        CloudRun foreign = await _other.RunAsync("snapshots", "--vault", Vault);
        CloudRun unknown = await stranger.RunAsync("snapshots", "--vault", Vault);
        CloudRun made = await stranger.RunAsync("init", Vault);
        CloudRun opened = await _ana.RunAsync("snapshots", "--vault", Vault, "--passphrase-file", wrong);
        CloudRun again = await _ana.RunAsync("init", new Uri(_server.Url, "work").ToString(), "--passphrase-file", wrong);

        Assert.Equal(10, foreign.ExitCode); // another account's vault is none
        Assert.Equal(15, unknown.ExitCode);
        Assert.Equal(15, made.ExitCode);
        Assert.Equal(12, opened.ExitCode);
        Assert.Equal(12, again.ExitCode);
    }

    [Fact]
    public async Task A_revoked_device_reads_and_saves_no_more()
    {
        await SaveAsync();
        await _other.DoneAsync("login", _server.Url.ToString(), "--email", Ana);
        string id = (await _ana.DoneAsync("devices", "--json")).Objects.Single(device => device.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;

        await _other.DoneAsync("devices", "revoke", id);

        Assert.Equal(15, (await _ana.RunAsync("backup", _ana.At("phone"), "--vault", Vault)).ExitCode);
        Assert.Equal(15, (await _ana.RunAsync("snapshots", "--vault", Vault)).ExitCode);
    }

    // As the operator's command sets it.
    private async Task SetAsync(string assignment) => await _server.Database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync($"UPDATE accounts SET {assignment}", transaction: transaction), TestContext.Current.CancellationToken);

    private static void AssertRestored(string folder) =>
        Assert.True(File.Exists(Path.Combine(folder, "Databases", "msgstore.db")), string.Join('\n', Directory.GetFiles(folder, "*", SearchOption.AllDirectories)));

    private async Task<string> SaveAsync()
    {
        string code = await _ana.SignUpAsync(_server.Url, Ana);
        await _ana.DoneAsync("init", Vault);
        await _ana.DoneAsync("sample", "--out", _ana.At("phone"), "--messages", "200", "--media-mb", "1");
        CloudRun saved = await _ana.DoneAsync("backup", _ana.At("phone"), "--vault", Vault, "--json");
        Assert.Equal(64, saved.Object.GetProperty("snapshot").GetString()!.Length);
        return code;
    }
}
