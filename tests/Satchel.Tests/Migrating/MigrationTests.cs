using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.Histories;
using Satchel.TestKit.Writers;
using static Satchel.Tests.Migrating.MigrationFolder;

namespace Satchel.Tests.Migrating;

/// <summary>What a migration moves, refuses and leaves behind.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everybody_every_chat_and_every_message_of_every_kind_go_in_that_order()
    {
        ListHistory history = SampleHistory.Create([1, 2, 3], [4, 5]);

        MigrationReport report = await _folder.MigrateAsync(history);

        Assert.Equal(3, _folder.Writer.Participants.Count);
        Assert.Equal(3, report.Chats);
        Assert.Equal(_folder.Writer.Messages.Count, report.Messages);
        Assert.Equal(report.Messages, report.Moved.Sum(m => m.Value));
        Assert.Equal(["Store", "Store/messages.txt"], _folder.Files());
        Assert.Contains("it is only recorded", report.Warnings);
        Assert.Contains(_folder.Writer.Contents, c => c is [1, 2, 3]);
        Assert.Equal(Ana, _folder.Writer.Target.Source.Id);
    }

    [Fact]
    public async Task Of_an_archive_the_last_version_goes_and_what_was_revoked_comes_with_its_text()
    {
        Message edited = Text("A", Noon, "Meet at 7:30");
        Message recalled = Text("B", Noon + 1000, "Oops");
        ListHistory archive = Phone()
            .With(edited with { Text = "Meet at 7:00" }, IdOf(edited), Seen(0))
            .With(edited with { EditedAtMillis = Noon + 500 }, IdOf(edited), Seen(1))
            .With(recalled with { RevokedAtMillis = Noon + 2000 }, IdOf(recalled), Seen(0))
            .With(recalled with { Kind = MessageKind.Revoked, Text = null }, IdOf(recalled), Seen(1));

        await _folder.MigrateAsync(archive);

        Assert.Equal(["Meet at 7:30", "Oops"], _folder.Writer.Messages.Select(m => m.Text));
        Assert.Equal(Noon + 2000, _folder.Writer.Messages[1].RevokedAtMillis);
    }

    [Fact]
    public async Task Chosen_chats_and_times_go_alone()
    {
        ListHistory history = Phone().With(new Chat(Group, ChatKind.Group) { Title = "Hiking" })
            .With(Text("A", Noon, "early"), "a")
            .With(Text("B", Noon + 60_000, "in time"), "b")
            .With(Text("C", Noon + 61_000, "elsewhere") with { ChatId = Group }, "c")
            .With(Text("D", Noon + 120_000, "late"), "d");
        MigrationOptions options = _folder.Options with
        {
            OnlyChats = ["+852 5550 9999"],
            Since = DateTimeOffset.FromUnixTimeMilliseconds(Noon + 1),
            Until = DateTimeOffset.FromUnixTimeMilliseconds(Noon + 119_000),
        };

        MigrationReport report = await MigrateAsync(options, history);

        Assert.Equal(["in time"], _folder.Writer.Messages.Select(m => m.Text));
        Assert.Equal(1, report.Chats);
    }

    [Fact]
    public async Task A_chat_that_nobody_has_and_a_time_without_messages_are_refused_and_leave_nothing()
    {
        ListHistory history = Phone().With(Text("A", Noon, "early"), "a");

        ChatFormatException noChat = await Assert.ThrowsAsync<ChatFormatException>(() => MigrateAsync(_folder.Options with { OnlyChats = ["Bne"] }, history));
        ChatFormatException noMessage = await Assert.ThrowsAsync<ChatFormatException>(
            () => MigrateAsync(_folder.Options with { Since = DateTimeOffset.FromUnixTimeMilliseconds(Noon + 1) }, history));

        Assert.Equal([ChatFormatProblem.NothingChosen, ChatFormatProblem.NothingChosen], [noChat.Problem, noMessage.Problem]);
        Assert.Contains("no chat is called 'Bne'", noChat.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Out));
    }

    [Fact]
    public async Task Histories_of_different_owners_are_merged_by_force_alone()
    {
        ListHistory one = Phone().With(Text("A", Noon, "hers"), "a");
        ListHistory other = Phone(Ben).With(Text("B", Noon + 1, "his"), "b");

        ChatFormatException refusal = await Assert.ThrowsAsync<ChatFormatException>(() => _folder.MigrateAsync(one, other));
        MigrationReport forced = await MigrateAsync(_folder.Options with { Force = true }, one, other);

        Assert.Equal(ChatFormatProblem.OtherOwner, refusal.Problem);
        Assert.Equal(2, forced.Messages);
    }

    [Fact]
    public async Task A_history_of_another_app_is_not_taken()
    {
        ListHistory wechat = new(new Account("wechat", "android", null, null));

        ChatFormatException refusal = await Assert.ThrowsAsync<ChatFormatException>(() => _folder.MigrateAsync(wechat));

        Assert.Equal(ChatFormatProblem.NothingChosen, refusal.Problem);
    }

    [Fact]
    public async Task A_dry_run_opens_no_file_and_writes_nothing()
    {
        ListHistory history = SampleHistory.Create([1], [2]);

        MigrationReport report = await MigrateAsync(_folder.Options with { DryRun = true }, history);

        Assert.True(report.DryRun);
        Assert.True(report.Messages > 20);
        Assert.True(report.Attachments > 5);
        Assert.Equal(0, history.Opened);
        Assert.False(Directory.Exists(_folder.Out));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Root, "cache", "scratch")));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_refused_unless_it_may_be_written_over()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Out, "Store"));
        File.WriteAllText(Path.Combine(_folder.Out, "Store", "messages.txt"), "old");
        File.WriteAllText(Path.Combine(_folder.Out, "Store", "other.txt"), "stays");
        ListHistory history = Phone().With(Text("A", Noon, "hello"), "a");

        await Assert.ThrowsAsync<IOException>(() => _folder.MigrateAsync(history));
        await MigrateAsync(_folder.Options with { Overwrite = true }, history);

        Assert.Equal("1\n", File.ReadAllText(Path.Combine(_folder.Out, "Store", "messages.txt")));
        Assert.Equal(["Store", "Store/messages.txt", "Store/other.txt"], _folder.Files());
    }

    [Fact]
    public async Task A_failure_or_a_cancellation_leaves_nothing()
    {
        using CancellationTokenSource stop = new();
        MigrationFolder[] folders =
        [
            new() { Format = new RecordingFormat { OnComplete = () => throw new ChatFormatException(ChatFormatProblem.Damaged, "store", "a pointer leads nowhere") } },
            new() { Format = new RecordingFormat { OnComplete = stop.Cancel } },
            new() { Format = new RecordingFormat { OnOpen = _ => throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, "store", "version 99") } },
        ];
        ListHistory history = Phone().With(Text("A", Noon, "hello"), "a");

        ChatFormatException broken = await Assert.ThrowsAsync<ChatFormatException>(() => folders[0].MigrateAsync(history));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Migration.RunAsync([history], folders[1].Options, null, stop.Token));
        ChatFormatException unknown = await Assert.ThrowsAsync<ChatFormatException>(() => folders[2].MigrateAsync(history));

        Assert.Equal([ChatFormatProblem.BrokenResult, ChatFormatProblem.UnknownTarget], [broken.Problem, unknown.Problem]);
        Assert.Equal("store: version 99", unknown.Message);
        Assert.All(folders, f => Assert.False(Directory.Exists(f.Out)));
        Array.ForEach(folders, f => f.Dispose());
    }

    [Fact]
    public async Task What_is_there_already_and_what_is_lost_is_counted_apart()
    {
        using MigrationFolder folder = new()
        {
            Format = new RecordingFormat { Outcome = m => m.Text switch { "there" => WriteOutcome.AlreadyThere, "odd" => WriteOutcome.Lost, _ => WriteOutcome.Written } },
        };
        ListHistory history = Phone().With(Text("A", Noon, "there"), "a").With(Text("B", Noon + 1, "odd"), "b").With(Text("C", Noon + 2, "new"), "c");

        MigrationReport report = await folder.MigrateAsync(history);

        Assert.Equal((1, 1, 1), (report.Messages, report.AlreadyThere, Assert.Single(report.Losses).Count));
    }

    [Fact]
    public async Task People_of_whom_only_a_hidden_id_is_known_are_warned_of()
    {
        ListHistory history = Phone().With(new Participant("12345678@lid")).With(Text("A", Noon, "hello"), "a");

        MigrationReport report = await _folder.MigrateAsync(history);

        Assert.Contains(report.Warnings, w => w.StartsWith("of 1 person only an id without a number is known", StringComparison.Ordinal));
    }

    private static Seen Seen(int days) => new(DateTimeOffset.FromUnixTimeMilliseconds(Noon).AddDays(days), DateTimeOffset.FromUnixTimeMilliseconds(Noon).AddDays(days), null);
}
