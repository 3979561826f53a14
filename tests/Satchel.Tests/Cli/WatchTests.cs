using Satchel.Cli.Samples;

namespace Satchel.Tests.Cli;

/// <summary>A backup that goes on as the source changes.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly CliWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_watching_backup_saves_a_change_and_ends_when_it_is_stopped()
    {
        string phone = _world.At("phone");
        SamplePhone.Create(new SampleOptions(phone, 100, 3, 20_000), TestContext.Current.CancellationToken);
        await _world.DoneAsync("init", _world.Vault);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _world.Cancellation = stop.Token;

        Task<CliRun> watching = _world.RunAsync("backup", phone, "--watch", "--json");
        await ForSnapshotsAsync(1);
        File.WriteAllText(Path.Combine(SamplePhone.WhatsAppFolder(phone), "Media", "new.txt"), "new");
        await ForSnapshotsAsync(2);
        await stop.CancelAsync();
        CliRun run = await watching;

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(2, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A committed snapshot is a file below snapshots/; the watching command is not disturbed by looking.</summary>
    private async Task ForSnapshotsAsync(int count)
    {
        string folder = Path.Combine(_world.Vault, "snapshots");
        while (!Directory.Exists(folder) || Directory.EnumerateFiles(folder).Count(file => !file.EndsWith(".tmp", StringComparison.Ordinal)) < count)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await Task.Delay(1000, TestContext.Current.CancellationToken); // until the watch stands, or the output is written
    }
}
