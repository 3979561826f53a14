using Satchel.Chats;
using Satchel.TestKit.Histories;
using static Satchel.Tests.Migrating.MigrationFolder;

namespace Satchel.Tests.Migrating;

/// <summary>Several sources become one history.</summary>
public sealed class MergeTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_message_counts_once_with_the_time_of_the_one_that_tells_it_best()
    {
        Message before = Text("A", Noon + 100, "before");
        Message same = Text("B", Noon + 345, "hello");
        Message after = Text("C", Noon + 900, "after");
        ListHistory android = Phone().With(same, IdOf(same));
        ListHistory iphone = Phone(platform: "ios").With(same with { SentAtMillis = Noon }, IdOf(same)).With(before, IdOf(before)).With(after, IdOf(after));

        MigrationReport report = await _folder.MigrateAsync(iphone, android);

        Assert.Equal([Noon + 100, Noon + 345, Noon + 900], _folder.Writer.Messages.Select(m => m.SentAtMillis));
        Assert.Equal(1, report.Duplicates);
    }

    [Fact]
    public async Task The_version_with_more_counts_and_takes_what_only_the_other_knows()
    {
        Message edited = Text("A", Noon, "the new words") with { EditedAtMillis = Noon + 5000 };
        Message starred = Text("A", Noon, "the old words") with { Starred = true, Reactions = [new Reaction(Ben, "👍", Noon)] };
        ListHistory old = Phone().With(starred, IdOf(starred));
        ListHistory newer = Phone().With(edited, IdOf(edited));

        await _folder.MigrateAsync(newer, old);

        Message message = Assert.Single(_folder.Writer.Messages);
        Assert.Equal("the new words", message.Text);
        Assert.True(message.Starred);
        Assert.Single(message.Reactions);
    }

    [Fact]
    public async Task A_file_comes_from_the_source_that_has_it()
    {
        Message photo = Text("A", Noon, "look") with { Kind = MessageKind.Image, Attachments = [new Attachment { Path = "Media/photo.jpg" }] };
        Message gone = photo with { Attachments = [new Attachment { Path = "Message/photo.jpg", Missing = true }], Reactions = [new Reaction(Ben, "👍", Noon)] };
        ListHistory old = Phone().With(photo, IdOf(photo)).With("Media/photo.jpg", [7, 7]);
        ListHistory newer = Phone(platform: "ios").With(gone, IdOf(gone));

        MigrationReport report = await _folder.MigrateAsync(old, newer);

        Message message = Assert.Single(_folder.Writer.Messages);
        Assert.Equal("Media/photo.jpg", Assert.Single(message.Attachments).Path);
        Assert.Single(message.Reactions);
        Assert.Equal([7, 7], Assert.Single(_folder.Writer.Contents));
        Assert.Equal(1, report.Attachments);
    }

    [Fact]
    public async Task What_one_phone_saw_revoked_and_the_other_did_not_keeps_its_words()
    {
        Message said = Text("A", Noon, "Oops");
        ListHistory old = Phone().With(said, IdOf(said));
        ListHistory newer = Phone().With(said with { Kind = MessageKind.Revoked, Text = null }, IdOf(said));

        await _folder.MigrateAsync(old, newer);

        Message message = Assert.Single(_folder.Writer.Messages);
        Assert.Equal("Oops", message.Text);
        Assert.NotNull(message.RevokedAtMillis);
    }

    [Fact]
    public async Task Notices_are_the_same_by_time_event_actor_and_subjects_though_their_ids_differ()
    {
        Message Notice(string id, long at, SystemEvent what) => new()
        {
            ChatId = Group,
            NativeId = id,
            SentAtMillis = at,
            Kind = MessageKind.System,
            Body = new SystemBody(what, Ben, [Ana], null),
        };
        Message one = Notice("X1", Noon + 700, SystemEvent.ParticipantAdded);
        Message same = Notice("Y1", Noon, SystemEvent.ParticipantAdded);
        Message other = Notice("Y2", Noon + 100, SystemEvent.ParticipantLeft);
        ListHistory android = Phone().With(new Chat(Group, ChatKind.Group)).With(one, IdOf(one));
        ListHistory iphone = Phone(platform: "ios").With(new Chat(Group, ChatKind.Group)).With(same, IdOf(same)).With(other, IdOf(other));

        MigrationReport report = await _folder.MigrateAsync(iphone, android);

        Assert.Equal([SystemEvent.ParticipantLeft, SystemEvent.ParticipantAdded], _folder.Writer.Messages.Select(m => ((SystemBody)m.Body!).Event));
        Assert.Equal(1, report.Duplicates);
    }

    [Fact]
    public async Task Chats_and_people_of_several_sources_are_there_once_with_what_each_knows()
    {
        ListHistory old = new ListHistory(new Account("whatsapp", "android", Ana, null))
            .With(new Participant(Ben) { Alias = "Benny" }).With(new Chat(Group, ChatKind.Group) { Title = "Old", Participants = [Ben] });
        ListHistory newer = new ListHistory(new Account("whatsapp", "ios", Ana, null))
            .With(new Participant(Ben) { Name = "Ben" }).With(new Chat(Group, ChatKind.Group) { Title = "New", Participants = [Ana] })
            .With(Text("A", Noon, "x") with { ChatId = Group }, "a");

        await _folder.MigrateAsync(old, newer);

        Assert.Equal(new Participant(Ben) { Name = "Ben", Alias = "Benny" }, Assert.Single(_folder.Writer.Participants));
        Chat chat = Assert.Single(_folder.Writer.Chats);
        Assert.Equal("New", chat.Title);
        Assert.Equal([Ana, Ben], chat.Participants);
    }
}
