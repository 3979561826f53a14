using Satchel.Chats;
using Satchel.TestKit.Histories;
using static Satchel.Tests.Migrating.MigrationFolder;

namespace Satchel.Tests.Migrating;

/// <summary>A text export of a chat beside a phone that has some of it.</summary>
public sealed class TextExportMergeTests : IDisposable
{
    private const long Minute = 60_000;
    private const long At = Noon / Minute * Minute;
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_phone_has_is_dropped_and_what_it_lost_is_kept_under_its_ids()
    {
        ListHistory export = Export()
            .With(Exported(At - (60 * Minute), "Ben", "lost long ago"))
            .With(Exported(At - (59 * Minute), "Ana", "so is this"))
            .With(Exported(At, "Ben", "\u200Ehello "))
            .With(Exported(At, "Ana", "hello"));
        ListHistory phone = Phone().With(Text("A", At + 59_000, "hello"), "a").With(Text("B", At + 59_500, "hello", outgoing: true), "b");

        MigrationReport report = await _folder.MigrateAsync(phone, export);

        Assert.Equal(["lost long ago", "so is this", "hello", "hello"], _folder.Writer.Messages.Select(m => m.Text));
        Assert.All(_folder.Writer.Messages, m => Assert.Equal(Ben, m.ChatId));
        Assert.Equal([Ben, Ana, Ben, Ana], _folder.Writer.Messages.Select(m => m.SenderId));
        Assert.Equal([false, true, false, true], _folder.Writer.Messages.Select(m => m.Outgoing));
        Assert.Equal(2, report.Duplicates);
        Assert.Equal([Ben], _folder.Writer.Chats.Select(c => c.Id));
        Assert.Equal(2, _folder.Writer.Participants.Count);
    }

    [Fact]
    public async Task Who_wrote_the_same_twice_in_a_minute_wrote_it_twice()
    {
        ListHistory export = Export().With(Exported(At, "Ben", "ok")).With(Exported(At, "Ben", "ok")).With(Exported(At, "Ben", "ok"));
        ListHistory phone = Phone().With(Text("A", At + 1, "ok"), "a").With(Text("B", At + 2, "ok"), "b");

        MigrationReport report = await _folder.MigrateAsync(phone, export);

        Assert.Equal((3, 2), (report.Messages, report.Duplicates));
    }

    [Fact]
    public async Task A_file_of_an_export_is_the_one_of_the_same_minute_and_sender()
    {
        Message omitted = Exported(At, "Ben", "") with { Kind = MessageKind.Unknown, Text = null };
        Message photo = Text("A", At + 5, "a caption") with { Kind = MessageKind.Image, Attachments = [new Attachment { Path = "x" }] };

        MigrationReport report = await _folder.MigrateAsync(Phone().With(photo, "a"), Export().With(omitted));

        Assert.Equal((1, 1), (report.Messages, report.Duplicates));
        Assert.Equal(MessageKind.Image, _folder.Writer.Messages[0].Kind);
    }

    [Fact]
    public async Task A_chat_and_people_that_nobody_else_has_stay_their_own_with_a_warning()
    {
        ListHistory export = new ListHistory(new Account("whatsapp", "export", null, null)).With(new Participant("Someone else") { Name = "Someone else" })
            .With(new Chat("Someone else", ChatKind.Direct) { Title = "Someone else" }).With(Exported(At, "Someone else", "hello", "Someone else"));
        ListHistory phone = Phone().With(Text("A", At, "hello"), "a");

        MigrationReport report = await _folder.MigrateAsync(phone, export);

        Assert.Equal(2, report.Chats);
        Assert.Contains(report.Warnings, w => w.Contains("a chat that no other source has", StringComparison.Ordinal));
        Message own = _folder.Writer.Messages.Single(m => m.ChatId != Ben);
        Assert.EndsWith("@g.us", own.ChatId, StringComparison.Ordinal);
        Assert.Equal("Someone else", _folder.Writer.Participants.Single(p => p.Id == own.SenderId).Name);
        Assert.EndsWith("@lid", own.SenderId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_several_chats_have_joins_none()
    {
        ListHistory phone = Phone().With(new Chat(Group, ChatKind.Group) { Title = "Hiking" }).With(new Chat("120363000000000002@g.us", ChatKind.Group) { Title = "hiking" })
            .With(Text("A", At, "hello"), "a");
        ListHistory export = new ListHistory(new Account("whatsapp", "export", null, null)).With(new Participant("Ben") { Name = "Ben" })
            .With(new Chat("Hiking", ChatKind.Group) { Title = "Hiking", Participants = ["Ben"] }).With(Exported(At, "Ben", "up there", "Hiking"));

        MigrationReport report = await _folder.MigrateAsync(phone, export);

        Chat own = Assert.Single(_folder.Writer.Chats, c => c.Title == "Hiking" && c.Participants.Count > 0);
        Assert.Contains(report.Warnings, w => w.Contains("fits several chats", StringComparison.Ordinal));
        Assert.EndsWith("@g.us", own.Id, StringComparison.Ordinal);
        Assert.Equal(Ben, _folder.Writer.Messages.Single(m => m.ChatId == own.Id).SenderId);
    }

    [Fact]
    public async Task An_export_in_another_zone_than_its_phone_s_is_warned_of()
    {
        ListHistory export = Export().With(Exported(At + (60 * Minute), "Ben", "hello"));
        ListHistory phone = Phone().With(Text("A", At, "hello"), "a");

        MigrationReport report = await _folder.MigrateAsync(phone, export);

        Assert.Contains(report.Warnings, w => w.Contains("--timezone", StringComparison.Ordinal));
    }
}
