using Satchel.Storage;
using Satchel.TestKit.Stores;
using Satchel.Tests.Cli;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Durability;

public sealed class DiskFullTests
{
    private const long Ample = 64 << 20;
    private static readonly long[] Rooms = [0, 4 << 10, 12 << 10, 40 << 10, 100 << 10, 180 << 10, 300 << 10, 2 << 20];

    [Fact]
    public async Task A_disk_that_is_full_at_any_size_is_1_and_keeps_what_it_had()
    {
        using CliWorld place = new();
        using var disk = Mount.TryAt(place.At("disk"), Ample);
        if (disk is null)
        {
            Assert.Skip("this process may not mount a disk of its own");
        }

        using PhoneWorld phone = await PhoneWorld.CreateAsync(vault: Path.Combine(place.At("disk"), "vault"));
        Acknowledged last = await phone.SaveAsync();
        foreach (long room in Rooms)
        {
            phone.AddDay(messages: 20, mediaBytes: 200_000);
            List<string> before = await phone.SnapshotsAsync();
            long used = new DriveInfo(place.At("disk")).TotalSize - new DriveInfo(place.At("disk")).TotalFreeSpace;
            Assert.True(disk.TryResize(used + room));

            CliRun run = await phone.RunAsync("backup", phone.Source);

            Assert.True(run.ExitCode is 0 or 1, run.Transcript);
            Assert.Equal(run.ExitCode == 1, run.Error.Contains("storage-full", StringComparison.Ordinal));
            Assert.Equal(before.Count + (run.ExitCode == 0 ? 1 : 0), (await phone.SnapshotsAsync()).Count);
            await phone.AssertWholeAsync();
            await phone.AssertRestoresAsync(last);
            Assert.True(disk.TryResize(Ample));
            last = await phone.SaveAsync();
        }

        await phone.AssertPrunesCleanAsync();
        await phone.AssertRestoresAsync(last);
    }

    [Fact]
    public async Task A_storage_that_is_full_after_any_number_of_bytes_keeps_what_it_had()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 100, mediaBytes: 20_000);
        BackupReport last = await folder.BackUpAsync();
        string text = TreeText.Of(folder.Source);
        for (long room = 0, step = 1 << 10; room < 100_000; room += step, step = step * 3 / 2)
        {
            folder.AddFile($"Media/{room}.bin", System.Security.Cryptography.RandomNumberGenerator.GetBytes(20_000));
            FaultyBlobStore full = new(folder.Vault.Memory) { FullAfterBytes = room };
            StorageException? error = null;
            try
            {
                last = await folder.BackUpAsync(store: full);
                text = TreeText.Of(folder.Source);
            }
            catch (StorageException e)
            {
                error = e;
            }

            Assert.Equal(error is null ? null : StorageProblem.Full, error?.Problem);
            await using (Satchel.Vaults.Vault vault = await folder.Vault.OpenAsync())
            {
                Assert.Equal(last.Snapshot, vault.Snapshots[^1].Id);
            }

            string to = Path.Combine(folder.Root, $"back-{room}");
            await folder.RestoreAsync(to, snapshot: last.Snapshot);
            Assert.Equal(text, TreeText.Of(to));
        }

        Assert.NotNull((await folder.BackUpAsync()).Snapshot);
    }
}
