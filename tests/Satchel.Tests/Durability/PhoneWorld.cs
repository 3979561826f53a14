using System.Text.Json;
using Satchel.Cli.Samples;
using Satchel.TestKit;
using Satchel.Tests.Cli;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Durability;

/// <summary>
/// A phone that changes, a vault in a folder and a device that is trusted by it, so that a command costs no passphrase. The clock is the
/// machine's, moved on by hand, because real processes take part.
/// </summary>
internal sealed class PhoneWorld : IDisposable
{
    private readonly string _phone;
    private int _restores;

    private PhoneWorld(string? vault)
    {
        Cli = new CliWorld { Time = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) };
        Vault = vault ?? Cli.Vault;
        Cli.Environment["SATCHEL_VAULT"] = Vault;
        _phone = Cli.At("phone");
    }

    /// <summary>How many times the bounded loops run: <c>SATCHEL_LOOPS</c>, else 1.</summary>
    public static int Loops { get; } = int.TryParse(Environment.GetEnvironmentVariable("SATCHEL_LOOPS"), out int loops) ? Math.Max(loops, 1) : 1;

    public CliWorld Cli { get; }

    /// <summary>The folder of the vault.</summary>
    public string Vault { get; }

    /// <summary>The folder of the app's data.</summary>
    public string Source => SamplePhone.WhatsAppFolder(_phone);

    /// <summary>The phone, as text to compare.</summary>
    public string Text => TreeText.Of(Source);

    /// <summary>Makes a phone and a vault.</summary>
    /// <param name="messages">How many messages.</param>
    /// <param name="mediaBytes">How many bytes of media files.</param>
    /// <param name="vault">Where the vault lies, if not beside the phone.</param>
    public static async Task<PhoneWorld> CreateAsync(int messages = 300, long mediaBytes = 100_000, string? vault = null)
    {
        PhoneWorld world = new(vault);
        SamplePhone.Create(new SampleOptions(world._phone, messages, 6, mediaBytes), TestContext.Current.CancellationToken);
        await world.Cli.DoneAsync("init", world.Vault);
        await world.TrustAsync(world.Cli);
        return world;
    }

    /// <summary>Another device of the same person: an own home, the same vault.</summary>
    public async Task<CliWorld> AddDeviceAsync()
    {
        CliWorld device = new() { Time = Cli.Time };
        device.Environment["SATCHEL_VAULT"] = Vault;
        device.Environment["SATCHEL_PASSPHRASE_FILE"] = Cli.PassphraseFile;
        await TrustAsync(device);
        return device;
    }

    /// <summary>Adds a day of messages and media.</summary>
    public void AddDay(int messages = 10, long mediaBytes = 50_000, bool leaveLog = false) =>
        SamplePhone.AppendDay(_phone, messages, mediaBytes, leaveLog, TestContext.Current.CancellationToken);

    /// <summary>Moves the clock to that of the machine, or a moment on.</summary>
    public void CatchUp()
    {
        TimeSpan behind = TimeProvider.System.GetUtcNow() - Cli.Time.GetUtcNow();
        Cli.Time.Advance(behind > TimeSpan.FromSeconds(1) ? behind : TimeSpan.FromSeconds(1));
    }

    /// <summary>Runs a command of the first device.</summary>
    public Task<CliRun> RunAsync(params string[] args)
    {
        CatchUp();
        return Cli.RunAsync(args);
    }

    /// <summary>Backs up, which must succeed, and says what was acknowledged.</summary>
    public async Task<Acknowledged> SaveAsync()
    {
        string text = Text;
        CatchUp();
        CliRun run = await Cli.DoneAsync("backup", Source, "--json");
        return new Acknowledged(Json(run).GetProperty("snapshot").GetString()!, text);
    }

    /// <summary>The ids of the snapshots that the vault shows.</summary>
    public async Task<List<string>> SnapshotsAsync()
    {
        CliRun run = await RunAsync("snapshots", "--json");
        Assert.True(run.ExitCode == 0, run.Transcript);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];
    }

    public async Task AssertRestoresAsync(Acknowledged snapshot)
    {
        string to = Cli.At($"restored-{_restores++}");
        CliRun run = await RunAsync("restore", snapshot.Id, "--to", to);
        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Equal(snapshot.Text, TreeText.Of(to));
        Directory.Delete(to, recursive: true);
    }

    public async Task AssertWholeAsync()
    {
        CliRun run = await RunAsync("check", "--read-data", "--json");
        Assert.True(run.ExitCode == 0, run.Transcript);
    }

    /// <summary>Collects at once; then nothing is left that a collection would take, and nothing of anybody's work.</summary>
    public async Task AssertPrunesCleanAsync()
    {
        CliRun run = await RunAsync("prune", "--grace", "0");
        Assert.True(run.ExitCode == 0, run.Transcript);
        JsonElement left = Json(await RunAsync("prune", "--grace", "0", "--dry-run", "--json"));
        Assert.Equal(0, left.GetProperty("deletedBlobs").GetInt64());
        Assert.Empty(FilesBelow(".writing"));
        Assert.Empty(FilesBelow("sessions"));
        Assert.Empty(FilesBelow("prune"));
        await AssertWholeAsync();
    }

    /// <summary>The files of the vault below a folder of it.</summary>
    public string[] FilesBelow(string folder)
    {
        string path = Path.Combine(Vault, folder);
        return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock").Order(StringComparer.Ordinal)] : [];
    }

    public static JsonElement Json(CliRun run) => JsonDocument.Parse(run.Output).RootElement;

    public void Dispose() => Cli.Dispose();

    private async Task TrustAsync(CliWorld device)
    {
        CatchUp();
        await device.DoneAsync("trust");
        device.Environment.Remove("SATCHEL_PASSPHRASE_FILE");
    }
}
