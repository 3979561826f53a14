using System.Diagnostics;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Samples;
using Satchel.Storage;
using Satchel.TestKit.Stores;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

public sealed class HardTimesTests
{
    [Fact]
    public async Task Wherever_a_backup_fails_the_vault_holds_what_was_acknowledged_and_the_next_one_completes()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 50_000);
        BackupReport first = await folder.BackUpAsync();
        SamplePhone.AppendDay(folder.Root, 20, 20_000, leaveLog: false, JourneyFolder.Token);
        string before = TreeText.Of(folder.Source);
        bool failed = true;
        for (int write = 1; failed; write++)
        {
            FaultyBlobStore store = new(folder.Vault.Memory) { FailOnWrite = write, StaysDown = true, Problem = StorageProblem.Failed };
            failed = await FailsAsync(folder, store);
            await using Vault vault = await folder.Vault.OpenAsync();
            Assert.Equal(failed ? 1 : 2, vault.Snapshots.Count);
            Assert.InRange(write, 1, 40);
        }

        await folder.RestoreAsync(Path.Combine(folder.Root, "new"));
        RestoreReport old = await folder.RestoreAsync(Path.Combine(folder.Root, "old"), snapshot: first.Snapshot);
        Assert.Equal(before, TreeText.Of(Path.Combine(folder.Root, "new")));
        Assert.Empty(old.Lost);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_saved()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 10_000);
        string pipe = Path.Combine(folder.Source, "pipe");
        using (Process process = Process.Start("mkfifo", pipe))
        {
            await process.WaitForExitAsync(JourneyFolder.Token);
        }

        BackupReport report = await folder.BackUpAsync();

        string named = Assert.Single(report.Unreadable);
        Assert.StartsWith("pipe:", named, StringComparison.Ordinal);
        Assert.True(report.Messages > 900);
    }

    [Fact]
    public async Task A_truncated_database_is_kept_as_a_plain_file_and_named()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 10_000);
        BackupReport whole = await folder.BackUpAsync();
        byte[] bytes = File.ReadAllBytes(folder.Messages);
        File.WriteAllBytes(folder.Messages, bytes[..(bytes.Length / 2)]);

        BackupReport damaged = await folder.BackUpAsync();
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.NotEmpty(damaged.Unreadable);
        Assert.Equal(0, damaged.RemovedMessages);
        Assert.Equal(whole.Messages, damaged.Messages);
        Assert.Equal(File.ReadAllBytes(folder.Messages), File.ReadAllBytes(Path.Combine(folder.Root, "back", "Databases", "msgstore.db")));
    }

    [Fact]
    public async Task Damage_in_the_middle_of_a_database_loses_no_message_that_was_seen()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 10_000);
        BackupReport whole = await folder.BackUpAsync();
        byte[] bytes = File.ReadAllBytes(folder.Messages);
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 3, bytes.Length / 3));
        File.WriteAllBytes(folder.Messages, bytes);

        BackupReport damaged = await folder.BackUpAsync();

        Assert.NotEmpty(damaged.Unreadable);
        Assert.True((await folder.MessagesAsync(HistoryOrigin.Archive)).Select(m => m.Id).Distinct().Count() >= whole.Messages);
    }

    [Fact]
    public async Task A_path_without_a_history_and_no_path_at_all_are_told_apart()
    {
        using JourneyFolder folder = new();
        string empty = Path.Combine(folder.Root, "empty");
        Directory.CreateDirectory(empty);

        ChatFormatException nothing = await Assert.ThrowsAsync<ChatFormatException>(() => folder.BackUpAsync(path: empty));
        await Assert.ThrowsAsync<FileNotFoundException>(() => folder.BackUpAsync(path: Path.Combine(folder.Root, "nowhere")));

        Assert.Equal(ChatFormatProblem.NotThisFormat, nothing.Problem);
    }

    [Fact]
    public async Task A_damaged_vault_gives_back_what_the_damage_does_not_touch()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 3_000_000);
        await folder.BackUpAsync();
        List<BlobInfo> packs = await folder.Vault.Memory.ListAsync("packs/", JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
        BlobInfo media = packs.MaxBy(p => p.LengthBytes)!;
        FaultyBlobStore store = new(folder.Vault.Memory);
        store.FlipBit(media.Name, media.LengthBytes * 4);

        await using Vault vault = await folder.Vault.OpenAsync("another", store);
        RestoreReport report = await Restore.RunAsync(
            vault, vault.Snapshots[^1], new RestoreOptions { To = Path.Combine(folder.Root, "back") }, null, JourneyFolder.Token);

        Assert.Single(report.Lost);
        Assert.Equal(2, report.Databases);
        Assert.True(report.Files > 5);
    }

    private static async Task<bool> FailsAsync(JourneyFolder folder, FaultyBlobStore store)
    {
        try
        {
            await folder.BackUpAsync(store: store);
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }
}
