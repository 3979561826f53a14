using System.Text;
using System.Text.Json;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Cli;

/// <summary>What a person sees who saves a phone, uses it, loses it and gets it back; and what a script is given.</summary>
public sealed class JourneyTests : IDisposable
{
    private readonly CliWorld _world = new();

    private string Phone => _world.At("phone");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_phone_is_saved_used_saved_again_lost_and_restored()
    {
        MakePhone();
        var transcript = new StringBuilder();
        await TellAsync(transcript, "init", _world.Vault);
        await TellAsync(transcript, "sources", Phone);
        await TellAsync(transcript, "backup", Phone);
        _world.Time.Advance(TimeSpan.FromDays(1));
        SamplePhone.AppendDay(Phone, 30, 20_000, leaveLog: false, _world.Cancellation);
        await TellAsync(transcript, "backup", Phone);
        await TellAsync(transcript, "backup", Phone, "--dry-run");
        await TellAsync(transcript, "snapshots");
        await TellAsync(transcript, "restore", "--to", _world.At("back"));
        await TellAsync(transcript, "rehearse");
        await TellAsync(transcript, "check");
        await TellAsync(transcript, "check", "--read-data");

        Approved.Check(transcript.ToString(), "save-and-restore");
    }

    [Fact]
    public async Task A_history_is_looked_at()
    {
        await SaveAsync();
        string first = (await SnapshotIdsAsync())[0];
        SamplePhone.AppendDay(Phone, 10, 10_000, leaveLog: false, _world.Cancellation);
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.DoneAsync("backup", Phone);
        string chat = Lines(await _world.DoneAsync("chats", "--json"))[0].GetProperty("id").GetString()!;
        var transcript = new StringBuilder();
        await TellAsync(transcript, "chats", "latest");
        await TellAsync(transcript, "show", chat, "--from-date", "2025-06-01", "--limit", "10");
        await TellAsync(transcript, "diff", first[..8], "latest");
        await TellAsync(transcript, "diff", "latest", Phone);
        await TellAsync(transcript, "stats");
        await TellAsync(transcript, "export", "--format", "jsonl", "--out", _world.At("all.jsonl"), "--media", _world.At("media"));
        await TellAsync(transcript, "export", "latest", "--format", "html", "--out", _world.At("pages"));
        await TellAsync(transcript, "search", "a", "--limit", "3", "--chat", chat);

        Approved.Check(transcript.ToString(), "look");
    }

    [Fact]
    public async Task A_vault_is_looked_after()
    {
        await SaveAsync();
        string first = (await SnapshotIdsAsync())[0];
        _world.Time.Advance(TimeSpan.FromDays(1));
        await _world.DoneAsync("backup", Phone);
        string newPassphrase = _world.Write("new.txt", "another one\r\n");
        var transcript = new StringBuilder();
        await TellAsync(transcript, "forget", first[..8], "--dry-run");
        await TellAsync(transcript, "forget", first[..8]);
        await TellAsync(transcript, "forget", "--keep-last", "1");
        await TellAsync(transcript, "prune", "--dry-run");
        await TellAsync(transcript, "prune", "--grace", "0");
        await TellAsync(transcript, "repair", "--dry-run");
        await TellAsync(transcript, "key", "list");
        await TellAsync(transcript, "key", "add", "--name", "Ben", "--new-passphrase-file", newPassphrase);
        await TellAsync(transcript, "trust", "--name", "laptop");
        await TellAsync(transcript, "key", "list");
        await TellAsync(transcript, "snapshots", "--passphrase-file", newPassphrase);

        Approved.Check(transcript.ToString(), "upkeep");
    }

    [Fact]
    public async Task A_history_moves_to_an_iPhone_and_back_into_a_phone_that_has_some_of_it()
    {
        await SaveAsync();
        var transcript = new StringBuilder();
        await TellAsync(transcript, "migrate", Phone, "--to", "whatsapp-ios", "--out", _world.At("iphone"), "--dry-run");
        await TellAsync(transcript, "migrate", "latest", "--to", "whatsapp-ios", "--out", _world.At("iphone"));
        await TellAsync(transcript, "sources", _world.At("iphone"));
        await TellAsync(transcript, "migrate", _world.At("iphone"), "--to", "whatsapp-android", "--out", _world.At("iphone"));
        await TellAsync(transcript, "migrate", _world.At("iphone"), "--to", "whatsapp-android", "--out", _world.At("android"), "--into", Phone);
        string key = _world.Write("key.txt", new string('7', 64) + "\n");
        await TellAsync(transcript, "migrate", _world.At("iphone"), "--to", "whatsapp-android", "--out", _world.At("sealed"), "--container", "crypt15", "--key", key, "--json");
        await TellAsync(transcript, "migrate", _world.At("iphone"), "--to", "whatsapp-android", "--out", _world.At("keyless"), "--container", "crypt15");
        await TellAsync(transcript, "migrate", _world.At("iphone"), "--to", "whatsapp-android", "--out", _world.At("none"), "--only-chats", "Nobody at all");
        transcript.AppendJoin('\n', _world.Files().Where(f => f.StartsWith("sealed", StringComparison.Ordinal) || f.StartsWith("keyless", StringComparison.Ordinal) || f.StartsWith("none", StringComparison.Ordinal)));

        Approved.Check(transcript.ToString(), "migrate");
    }

    [Fact]
    public async Task A_trusted_device_opens_the_vault_until_its_key_is_removed()
    {
        await SaveAsync();
        JsonElement key = Lines(await _world.DoneAsync("trust", "--name", "laptop", "--json"))[0];
        string passphraseFile = _world.PassphraseFile;
        _world.Environment.Remove("SATCHEL_PASSPHRASE_FILE");

        CliRun trusted = await _world.RunAsync("snapshots");
        CliRun removal = await _world.RunAsync("key", "remove", key.GetProperty("id").GetString()![..8]);
        CliRun afterwards = await _world.RunAsync("snapshots");
        CliRun again = await _world.RunAsync("backup", Phone, "--passphrase-file", passphraseFile);

        Assert.Equal((0, 0, 12, 0), (trusted.ExitCode, removal.ExitCode, afterwards.ExitCode, again.ExitCode));
    }

    [Fact]
    public async Task Results_for_scripts_are_those_of_the_contract()
    {
        MakePhone();
        JsonElement made = Lines(await _world.DoneAsync("init", _world.Vault, "--json"))[0];
        JsonElement backup = Lines(await _world.DoneAsync("backup", Phone, "--json"))[0];
        JsonElement snapshot = Lines(await _world.DoneAsync("snapshots", "--json"))[0];
        JsonElement chat = Lines(await _world.DoneAsync("chats", "--json"))[0];
        JsonElement hit = Lines(await _world.DoneAsync("search", "e", "--json"))[0];
        JsonElement restore = Lines(await _world.DoneAsync("restore", "--to", _world.At("back"), "--json"))[0];
        JsonElement check = Lines(await _world.DoneAsync("check", "--json"))[0];

        Assert.Equal(["vault", "format", "recoveryCode"], Names(made));
        Assert.Equal(
            ["snapshot", "source", "chats", "messages", "attachments", "files", "newMessages", "changedMessages", "removedMessages", "bytesRead", "bytesAdded", "firstByteSeconds", "elapsedSeconds", "warnings"],
            Names(backup));
        Assert.Equal(["app", "platform", "account"], Names(backup.GetProperty("source")));
        Assert.Equal(["id", "takenAt", "app", "platform", "account", "chats", "messages", "bytes"], Names(snapshot));
        Assert.Equal(backup.GetProperty("snapshot").GetString(), snapshot.GetProperty("id").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", snapshot.GetProperty("takenAt").GetString());
        Assert.Equal(["id", "kind", "title", "messages", "firstAt", "lastAt"], Names(chat));
        Assert.Subset(new HashSet<string> { "chat", "message", "nativeId", "sentAt", "sender", "snippet" }, new HashSet<string>(Names(hit)));
        Assert.Equal(["files", "databases", "rows", "bytes", "elapsedSeconds", "warnings"], Names(restore));
        Assert.Equal(["ok", "objects", "bytes", "damaged"], Names(check));
    }

    [Fact]
    public async Task Every_command_takes_json_and_prints_nothing_else()
    {
        await SaveAsync();
        string[][] commands =
        [
            ["sources", Phone], ["backup", Phone], ["snapshots"], ["chats"], ["show", "me", "--limit", "1"], ["diff", "latest", "latest"], ["stats"], ["search", "e"],
            ["export", "--format", "csv", "--out", _world.At("all.csv")], ["restore", "--to", _world.At("back")], ["check"], ["rehearse"], ["forget", "--keep-last", "5"], ["prune"], ["key", "list"], ["repair"], ["trust"],
        ];

        foreach (string[] command in commands)
        {
            CliRun run = await _world.RunAsync([.. command, "--json"]);
            Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        }
    }

    private static List<JsonElement> Lines(CliRun run) =>
        [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private void MakePhone() => SamplePhone.Create(new SampleOptions(Phone, 300, 5, 200_000), _world.Cancellation);

    private async Task SaveAsync()
    {
        MakePhone();
        await _world.DoneAsync("init", _world.Vault);
        await _world.DoneAsync("backup", Phone);
    }

    private async Task<string[]> SnapshotIdsAsync() =>
        [.. Lines(await _world.DoneAsync("snapshots", "--json")).Select(s => s.GetProperty("id").GetString()!)];

    private async Task TellAsync(StringBuilder transcript, params string[] args)
    {
        CliRun run = await _world.RunAsync(args);
        transcript.Append(NormalText.Of($"$ satchel {string.Join(' ', args)}\n{run.Transcript}\n", _world));
    }
}
