using Satchel.Chats;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Journeys;

public sealed class RoundTripTests
{
    [Fact]
    public async Task A_restored_phone_equals_the_one_that_was_saved()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        folder.AddFile("Media/文件 ß\u0301 👍/a\nb.txt", [1, 2, 3]);
        folder.AddFile("Media/empty", []);
        Directory.CreateDirectory(Path.Combine(folder.Source, "Nothing/here"));
        File.CreateSymbolicLink(Path.Combine(folder.Source, "dangling"), "no/such/thing");
        File.SetUnixFileMode(folder.AddFile("read-only.bin", new byte[5_000_000]), UnixFileMode.UserRead);
        string before = TreeText.Of(folder.Source);

        BackupReport backup = await folder.BackUpAsync();
        RestoreReport restore = await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.Equal(before, TreeText.Of(Path.Combine(folder.Root, "back")));
        Assert.Empty(backup.Unreadable);
        Assert.Empty(restore.Lost);
        Assert.Equal(backup.Files, restore.Files);
        Assert.Equal(2, restore.Databases);
    }

    [Fact]
    public async Task Files_of_every_length_come_back_though_many_are_written_at_once()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 100);
        int[] lengths = [.. Enumerable.Range(0, 150), 4_095, 4_096, 65_535, 70_001, 1_070_999, 1_071_001, 2_400_000, 5_000_001];
        foreach (int length in lengths)
        {
            byte[] content = new byte[length];
            new Random(length).NextBytes(content);
            folder.AddFile($"Media/of {length} bytes", content);
        }

        string before = TreeText.Of(folder.Source);
        await folder.BackUpAsync();

        RestoreReport restore = await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.Equal(before, TreeText.Of(Path.Combine(folder.Root, "back")));
        Assert.Empty(restore.Lost);
    }

    [Fact]
    public async Task A_day_left_in_a_write_ahead_log_is_folded_in()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        SamplePhone.AppendDay(folder.Root, 60, 10_000, leaveLog: true, JourneyFolder.Token);
        string before = TreeText.OfDatabase(folder.Messages);

        BackupReport backup = await folder.BackUpAsync();
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        string restored = Path.Combine(folder.Root, "back", "Databases", "msgstore.db");
        Assert.Equal(before, TreeText.OfDatabase(restored));
        Assert.False(File.Exists(restored + "-wal"));
        Assert.Equal(60, backup.NewMessages);
        Assert.Empty(backup.Warnings);
    }

    [Fact]
    public async Task A_snapshot_that_is_not_the_newest_restores_as_it_was()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        string before = TreeText.Of(folder.Source);
        BackupReport first = await folder.BackUpAsync();
        SamplePhone.AppendDay(folder.Root, 50, 10_000, leaveLog: false, JourneyFolder.Token);
        await folder.BackUpAsync();

        await folder.RestoreAsync(Path.Combine(folder.Root, "back"), snapshot: first.Snapshot);

        Assert.Equal(before, TreeText.Of(Path.Combine(folder.Root, "back")));
    }

    [Fact]
    public async Task An_encrypted_source_is_encrypted_again_with_its_key()
    {
        using SourceKeys keys = new();
        using JourneyFolder folder = new JourneyFolder { Keys = keys }.WithSample();
        string before = TreeText.OfDatabase(folder.Messages);
        string keyPath = Path.Combine(folder.Root, "key.txt");
        SamplePhone.Encrypt(folder.Root, keyPath, JourneyFolder.Token);
        SourceKeyFile.Read(keyPath, keys);
        await folder.BackUpAsync();

        await folder.RestoreAsync(Path.Combine(folder.Root, "sealed"));
        await folder.RestoreAsync("", new RestoreOptions { To = Path.Combine(folder.Root, "plain"), Decrypted = true });

        Assert.True(File.Exists(Path.Combine(folder.Root, "sealed", "Databases", "msgstore.db.crypt15")));
        Assert.Equal(before, TreeText.OfDatabase(Path.Combine(folder.Root, "plain", "Databases", "msgstore.db")));
        BackupReport again = await folder.BackUpAsync(path: Path.Combine(folder.Root, "sealed"));
        Assert.Equal((0, 0, 0), (again.NewMessages, again.ChangedMessages, again.RemovedMessages));
    }

    [Fact]
    public async Task A_missing_or_wrong_key_ends_before_anything_is_written()
    {
        using SourceKeys keys = new();
        using JourneyFolder folder = new JourneyFolder { Keys = keys }.WithSample(messages: 1000, mediaBytes: 1000);
        string keyPath = Path.Combine(folder.Root, "key.txt");
        SamplePhone.Encrypt(folder.Root, keyPath, JourneyFolder.Token);
        using SourceKeys wrong = new();
        wrong.Add(new SourceKey(SourceKeyKind.RootKey, new byte[32]));

        ChatFormatException none = await Assert.ThrowsAsync<ChatFormatException>(() => folder.BackUpAsync());
        ChatFormatException other = await Assert.ThrowsAsync<ChatFormatException>(() => folder.BackUpAsync(with: o => o with { Keys = wrong }));
        SourceKeyFile.Read(keyPath, keys);
        await folder.BackUpAsync();
        string to = Path.Combine(folder.Root, "back");
        ChatFormatException restoring = await Assert.ThrowsAsync<ChatFormatException>(
            () => folder.RestoreAsync("", new RestoreOptions { To = to }));

        Assert.Equal(ChatFormatProblem.KeyNeeded, none.Problem);
        Assert.Equal(ChatFormatProblem.WrongKey, other.Problem);
        Assert.Equal(ChatFormatProblem.KeyNeeded, restoring.Problem);
        Assert.False(Directory.Exists(to));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_and_overwritten_only_when_told()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(messages: 1000, mediaBytes: 1000);
        await folder.BackUpAsync();
        string to = Path.Combine(folder.Root, "back");
        string outside = Path.Combine(folder.Root, "outside");
        Directory.CreateDirectory(to);
        Directory.CreateDirectory(outside);
        File.WriteAllText(Path.Combine(to, "mine"), "mine");
        File.CreateSymbolicLink(Path.Combine(to, "Databases"), outside);

        await Assert.ThrowsAsync<IOException>(() => folder.RestoreAsync(to));
        RestoreReport report = await folder.RestoreAsync("", new RestoreOptions { To = to, Overwrite = true });

        Assert.Equal("mine", File.ReadAllText(Path.Combine(to, "mine")));
        Assert.Equal(2, report.Lost.Count);   // both databases: nothing is written through the link
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [Fact]
    public async Task A_single_file_is_restored_under_its_name()
    {
        using JourneyFolder folder = new JourneyFolder().Build(b => b.Message(JourneyFolder.Ben, "AA", JourneyFolder.Noon, text: "hello"));
        string alone = Path.Combine(folder.Root, "msgstore.db");
        File.Copy(folder.Messages, alone);

        BackupReport backup = await folder.BackUpAsync(path: alone);
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.Equal(1, backup.Messages);
        Assert.Equal(TreeText.OfDatabase(alone), TreeText.OfDatabase(Path.Combine(folder.Root, "back", "msgstore.db")));
    }

    [Fact]
    public async Task A_history_without_messages_is_saved_and_restored()
    {
        using JourneyFolder folder = new JourneyFolder().Build(_ => { });

        BackupReport backup = await folder.BackUpAsync();
        await folder.RestoreAsync(Path.Combine(folder.Root, "back"));

        Assert.Equal(0, backup.Messages);
        Assert.Equal(TreeText.Of(folder.Source), TreeText.Of(Path.Combine(folder.Root, "back")));
    }
}
