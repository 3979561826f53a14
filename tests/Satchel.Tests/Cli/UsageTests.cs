namespace Satchel.Tests.Cli;

/// <summary>What a person is told who typed something that does not fit.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("no-command")]
    [InlineData("unknown-command", "bakup")]
    [InlineData("unknown-option", "snapshots", "--jsn")]
    [InlineData("option-before-command", "--json", "snapshots")]
    [InlineData("missing-argument", "backup")]
    [InlineData("missing-option", "restore")]
    [InlineData("surplus-argument", "snapshots", "here")]
    [InlineData("key-without-command", "key")]
    [InlineData("bad-duration", "prune", "--grace", "soon")]
    [InlineData("bad-date", "search", "hello", "--from-date", "yesterday")]
    [InlineData("bad-number", "search", "hello", "--limit", "-1")]
    [InlineData("no-number", "search", "hello", "--limit", "many")]
    [InlineData("unknown-zone", "chats", "/", "--timezone", "Lisbon")]
    [InlineData("no-zone", "backup", "/", "--timezone", "/etc/localtime")]
    [InlineData("empty-name", "chats", "/", "--me", " ")]
    [InlineData("empty-query", "search", " \"\" ")]
    [InlineData("restore-archive", "restore", "archive", "--to", "/tmp/never-made")]
    [InlineData("restore-path", "restore", "./here", "--to", "/tmp/never-made")]
    [InlineData("forget-nothing", "forget")]
    [InlineData("forget-both", "forget", "7d1f04c2", "--keep-last", "1")]
    [InlineData("key-id", "key", "remove", "xyz")]
    [InlineData("migrate-format", "migrate", "--to", "whatsapp-ois", "--out", "/tmp/never-made")]
    [InlineData("migrate-container", "migrate", "--to", "whatsapp-android", "--container", "crypt51", "--out", "/tmp/never-made")]
    [InlineData("migrate-out", "migrate", "--to", "whatsapp-android")]
    [InlineData("migrate-into", "migrate", "--to", "whatsapp-android", "--out", "/tmp/never-made", "--into", "/nowhere/at/all")]
    [InlineData("no-such-path", "backup", "/nowhere/at/all")]
    [InlineData("no-such-source", "chats", "/nowhere/at/all")]
    [InlineData("no-such-key-file", "backup", "/", "--key", "/nowhere/key")]
    public async Task Bad_usage_is_2_and_says_what_would_do(string name, params string[] args)
    {
        CliRun run = await _world.RunAsync(args);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(["passphrase.txt"], _world.Files());
        Approved.Check(NormalText.Of(run.Transcript, _world), name);
    }

    [Fact]
    public async Task A_vault_that_nobody_named_is_bad_usage()
    {
        _world.Environment.Remove("SATCHEL_VAULT");

        CliRun run = await _world.RunAsync("snapshots");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("give --vault VAULT, or set SATCHEL_VAULT", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        CliRun run = await _world.DoneAsync("--version");

        Assert.Matches(@"^satchel \d+\.\d+\.\d+\n$", run.Output);
    }
}
