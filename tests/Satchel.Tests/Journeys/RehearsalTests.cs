using Satchel.Capture;
using Satchel.Storage;
using Satchel.TestKit.Stores;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Journeys;

public sealed class RehearsalTests
{
    [Fact]
    public async Task A_sound_snapshot_is_proven_and_nothing_is_left_or_written()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1500, mediaBytes: 5_000_000);
        BackupReport saved = await folder.BackUpAsync();
        FaultyBlobStore store = new(folder.Vault.Memory) { FailOnWrite = 1 };
        await using Vault vault = await folder.Vault.OpenAsync("another", store);

        RestoreReport report = await RehearseAsync(folder, vault, vault.Snapshots[^1]);

        Assert.Empty(report.Lost);
        Assert.Equal((saved.Files, 2), (report.Files, report.Databases));
        Assert.True(report.Rows > 5000);
        Assert.Equal(0, store.Writes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.CacheOf("rehearsal")));
    }

    [Fact]
    public async Task What_does_not_restore_is_named()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 400_000);
        await folder.BackUpAsync();
        List<BlobInfo> packs = await folder.Vault.Memory.ListAsync("packs/", JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        foreach (BlobInfo pack in packs)
        {
            FaultyBlobStore store = new(folder.Vault.Memory);
            store.FlipBit(pack.Name, 8000);
            await using Vault vault = await folder.Vault.OpenAsync("device " + pack.Name, store);
            Assert.NotEmpty((await RehearseAsync(folder, vault, vault.Snapshots[^1])).Lost);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.CacheOf("rehearsal")));
    }

    [Fact]
    public async Task Rows_that_a_database_would_not_have_are_no_proof()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 20_000);
        await folder.BackUpAsync();
        await using Vault vault = await folder.Vault.OpenAsync();
        SnapshotInfo snapshot = vault.Snapshots[^1];
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(JourneyFolder.Token);
        byte[] path = "Databases/msgstore.db"u8.ToArray();
        FileRecord record = FileRecord.Decode((await vault.OpenMap(snapshot.Files).FindAsync(path, JourneyFolder.Token))!.Value.Span);
        MapEditor rows = writer.EditMap(MapKind.Rows, record.Rows);
        RecordWriter row = new();
        row.Begin(1);
        row.AddInteger(1);
        await rows.PutAsync(RowKey.Of(60_000, 1), row.Written.ToArray(), JourneyFolder.Token);   // of no table
        MapEditor files = writer.EditMap(MapKind.Files, snapshot.Files);
        await files.PutAsync(path, (record with { Rows = await rows.CompleteAsync(JourneyFolder.Token) }).Encode(new RecordWriter()).ToArray(), JourneyFolder.Token);
        SnapshotInfo wrong = await writer.CommitAsync(
            new SnapshotContents(snapshot.Source, folder.Vault.Time.GetUtcNow(), await files.CompleteAsync(JourneyFolder.Token), snapshot.History, snapshot.Directory, snapshot.Counts),
            JourneyFolder.Token);

        string lost = Assert.Single((await RehearseAsync(folder, vault, wrong)).Lost);

        Assert.Contains("other rows", lost, StringComparison.Ordinal);
    }

    private static Task<RestoreReport> RehearseAsync(JourneyFolder folder, Vault vault, SnapshotInfo snapshot) =>
        Rehearsal.RunAsync(vault, snapshot, folder.CacheOf("rehearsal"), folder.Vault.Time, null, JourneyFolder.Token);
}
