using Satchel.Archive;
using Satchel.Capture;
using Satchel.Cli.Samples;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Journeys;

public sealed class IncrementalTests
{
    [Fact]
    public async Task A_later_backup_gives_what_a_first_one_would()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        for (int day = 0; day < 3; day++)
        {
            SamplePhone.AppendDay(folder.Root, 40, 20_000, leaveLog: day == 1, JourneyFolder.Token);
            await folder.BackUpAsync();
        }

        BackupReport fresh = await folder.BackUpAsync("another");

        await AssertSameAsync(folder, fresh);
    }

    [Fact]
    public async Task Without_what_the_cache_remembers_the_result_is_the_same()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        SamplePhone.AppendDay(folder.Root, 40, 20_000, leaveLog: false, JourneyFolder.Token);
        Directory.Delete(folder.CacheOf("phone"), recursive: true);

        BackupReport later = await folder.BackUpAsync();
        BackupReport fresh = await folder.BackUpAsync("another");

        Assert.Equal(40, later.NewMessages);
        await AssertSameAsync(folder, fresh);
    }

    [Fact]
    public async Task Deleted_rows_and_dropped_tables_are_seen()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        BackupReport first = await folder.BackUpAsync();
        folder.Build(b => b.Database.Execute(
            "DELETE FROM message WHERE _id % 7 = 0 AND _id > 1; DROP TABLE IF EXISTS media_refs; CREATE TABLE later (a, b); INSERT INTO later VALUES (1, x'00'), ('x', 2.5); CREATE TABLE keyed (k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO keyed VALUES ('b', 1), ('a', 2)"));

        BackupReport later = await folder.BackUpAsync();
        folder.Build(b => b.Database.Execute("UPDATE keyed SET v = 3 WHERE k = 'a'; DELETE FROM keyed WHERE k = 'b'; INSERT INTO keyed VALUES ('c', 9)"));
        await folder.BackUpAsync();
        BackupReport fresh = await folder.BackUpAsync("another");

        Assert.True(later.RemovedMessages > 0);
        Assert.Equal(first.Messages - later.RemovedMessages, later.Messages);
        await AssertSameAsync(folder, fresh);
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));
        Assert.Equal(TreeText.OfDatabase(folder.Messages), TreeText.OfDatabase(Path.Combine(folder.Root, "back", "Databases", "msgstore.db")));
    }

    [Fact]
    public async Task Nothing_changed_reads_nothing_and_adds_next_to_nothing()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        BackupReport first = await folder.BackUpAsync();

        BackupReport second = await folder.BackUpAsync();

        Assert.Equal(0, second.BytesRead);
        Assert.InRange(second.BytesAdded, 1, 64 * 1024);
        Assert.Equal((first.Messages, first.Chats, first.Files), (second.Messages, second.Chats, second.Files));
        Assert.NotEqual(first.Snapshot, second.Snapshot);
    }

    [Fact]
    public async Task A_file_that_went_without_a_changed_row_leaves_its_message_without_content()
    {
        using JourneyFolder folder = new JourneyFolder().Build(b =>
            b.Media(b.Message(JourneyFolder.Ben, "AA", JourneyFolder.Noon, type: 1), "Media/WhatsApp Images/a.jpg", "image/jpeg", 3));
        string file = folder.AddFile("Media/WhatsApp Images/a.jpg", [1, 2, 3]);
        await folder.BackUpAsync();
        File.Delete(file);

        BackupReport later = await folder.BackUpAsync();

        Assert.Equal(1, later.ChangedMessages);
        List<HistoryMessage> archive = await folder.MessagesAsync(HistoryOrigin.Archive);
        Assert.Equal([false, true], archive.Select(m => m.Message.Attachments[0].Missing));
        Assert.Equal(1, later.Messages);
    }

    private static async Task AssertSameAsync(JourneyFolder folder, BackupReport fresh)
    {
        await using Vault vault = await folder.Vault.OpenAsync("another");
        SnapshotInfo one = vault.FindSnapshot(fresh.Snapshot!);
        SnapshotInfo other = vault.Snapshots.Last(s => s.Device != one.Device);
        Assert.Equal(await RowsAsync(vault, other), await RowsAsync(vault, one));
        Assert.Equal(one.Counts, other.Counts);
        Assert.Equal(
            await folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Snapshot, one.Id)),
            await folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Snapshot, other.Id)));
        Assert.Equal(
            await folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Path, folder.Source)),
            await folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Snapshot, one.Id)));
    }

    private static async Task<List<string>> RowsAsync(Vault vault, SnapshotInfo snapshot)
    {
        List<string> roots = [];
        await foreach (MapEntry entry in vault.OpenMap(snapshot.Files).ReadAsync(KeyRange.All, JourneyFolder.Token))
        {
            FileRecord record = FileRecord.Decode(entry.Record.Span);
            roots.Add($"{System.Text.Encoding.UTF8.GetString(entry.Key.Span)} {record.Rows?.Digest.ToString() ?? record.Sha256.ToString()}");
        }

        return roots;
    }
}
