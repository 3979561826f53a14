using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Tests.Vaults.Maintenance;

public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Nothing_acknowledged_is_lost_while_two_devices_write_and_a_third_collects(int seed)
    {
        using TestVault test = new();
        Random random = new(seed);
        await using Writer phone = new(await test.OpenAsync("phone"));
        await using Writer laptop = new(await test.OpenAsync("laptop"));
        await using Vault owner = await test.OpenAsync("owner");
        Dictionary<string, string[]> acknowledged = [];

        for (int step = 0; step < 60; step++)
        {
            test.Time.Advance(TimeSpan.FromHours(random.Next(8)));
            Writer writer = random.Next(2) == 0 ? phone : laptop;
            switch (random.Next(6))
            {
                case 0 or 1:
                    await writer.BeginAsync(TestVault.NamesOf(random.Next(40), random.Next(1, 30)), random, test.Time.GetUtcNow());
                    break;
                case 2 or 3:
                    if (await writer.CommitAsync() is (SnapshotInfo made, string[] names))
                    {
                        acknowledged[made.Id] = names;
                    }

                    break;
                case 4:
                    await ForgetOneAsync(owner, acknowledged, random);
                    break;
                default:
                    await CollectAsync(owner, random);
                    break;
            }
        }

        await AssertAllThereAsync(test, acknowledged);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_all_run_at_once()
    {
        using TestVault test = new();
        Dictionary<string, string[]> acknowledged = [];
        Lock gate = new();
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(TestVault.Token);
        Task[] writers = [.. ((string[])["phone", "laptop"]).Select((device, i) => Task.Run(async () =>
        {
            Random random = new(i);
            await using Vault vault = await test.OpenAsync(device);
            for (int n = 0; n < 25; n++)
            {
                string[] names = TestVault.NamesOf(random.Next(40), random.Next(1, 30));
                try
                {
                    SnapshotInfo made = await TestVault.BackUpAsync(vault, names, Pick(vault, random));
                    lock (gate)
                    {
                        acknowledged[made.Id] = [];
                    }
                }
                catch (VaultException error)
                {
                    // The snapshot that was picked was forgotten before the backup began.
                    Assert.Equal(VaultProblem.Busy, error.Problem);
                }
            }
        }))];
        Task collector = Task.Run(async () =>
        {
            Random random = new(9);
            await using Vault owner = await test.OpenAsync("owner");
            while (!done.IsCancellationRequested)
            {
                await ForgetOneAsync(owner, [], random);
                await CollectAsync(owner, random);
            }
        }, TestVault.Token);

        try
        {
            await Task.WhenAll(writers);
        }
        finally
        {
            await done.CancelAsync();
            await collector;
        }

        await AssertAllThereAsync(test, acknowledged);
    }

    private static SnapshotInfo? Pick(Vault vault, Random random) =>
        vault.Snapshots.Count == 0 || random.Next(5) == 0 ? null : vault.Snapshots[random.Next(vault.Snapshots.Count)];

    private static async Task ForgetOneAsync(Vault owner, Dictionary<string, string[]> acknowledged, Random random)
    {
        await owner.RefreshAsync(TestVault.Token);
        if (owner.Snapshots.Count > 1)
        {
            SnapshotInfo snapshot = owner.Snapshots[random.Next(owner.Snapshots.Count)];
            _ = await owner.ForgetAsync([snapshot], dryRun: false, TestVault.Token);
            _ = acknowledged.Remove(snapshot.Id);
        }
    }

    private static async Task CollectAsync(Vault owner, Random random)
    {
        try
        {
            TimeSpan grace = random.Next(3) == 0 ? TimeSpan.Zero : PruneOptions.DefaultGrace;
            _ = await owner.PruneAsync(new PruneOptions(grace, DryRun: false), null, TestVault.Token);
        }
        catch (VaultException error)
        {
            Assert.Equal(VaultProblem.Busy, error.Problem);
        }
    }

    private static async Task AssertAllThereAsync(TestVault test, Dictionary<string, string[]> acknowledged)
    {
        await using Vault vault = await test.OpenAsync("fourth");
        CheckReport report = await vault.CheckAsync(CheckDepth.ReadEveryPack, null, TestVault.Token);
        Assert.Empty(report.Damaged);
        foreach ((string id, string[] names) in acknowledged.Where(made => !vault.Chains.Forgotten.ContainsKey(Digest.Parse(made.Key))))
        {
            SnapshotInfo snapshot = vault.FindSnapshot(id);
            await TestVault.AssertHoldsAsync(vault, snapshot, names.Length > 0 ? names : await TestVault.ReadNamesAsync(vault, snapshot));
        }
    }

    /// <summary>A device that begins a backup at one time and commits it at another.</summary>
    private sealed class Writer(Vault vault) : IAsyncDisposable
    {
        private SnapshotWriter? _writer;
        private SnapshotContents? _contents;
        private string[] _names = [];

        public async Task BeginAsync(string[] names, Random random, DateTimeOffset at)
        {
            if (_writer is null)
            {
                _names = names;
                _writer = await vault.BeginSnapshotAsync(TestVault.Token);
                SnapshotInfo? basis = Pick(vault, random);
                _names = [.. names.Concat(basis is null ? [] : await TestVault.ReadNamesAsync(vault, basis)).Distinct()];
                _contents = await TestVault.FillAsync(_writer, names, basis, at);
            }
        }

        public async Task<(SnapshotInfo Made, string[] Names)?> CommitAsync()
        {
            if (_writer is null)
            {
                return null;
            }

            try
            {
                return (await _writer.CommitAsync(_contents!, TestVault.Token), _names);
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Busy)
            {
                return null;   // It had taken more than four days.
            }
            finally
            {
                await _writer.DisposeAsync();
                _writer = null;
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (_writer is not null)
            {
                await _writer.DisposeAsync();
            }

            await vault.DisposeAsync();
        }
    }
}
