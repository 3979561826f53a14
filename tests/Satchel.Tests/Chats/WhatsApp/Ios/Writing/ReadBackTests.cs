using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios.Writing;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

/// <summary>What the writer writes, the reader reads as it was.</summary>
public sealed class ReadBackTests
{
    [Fact]
    public async Task Messages_of_every_kind_read_back_as_they_were()
    {
        Message[] messages = [.. EveryKind()];
        using WrittenStore store = new();
        store.Contents["a.jpg"] = [1, 2, 3];

        await store.WriteAsync(messages);

        Assert.DoesNotContain(store.Losses.All, loss => loss.What != IosLosses.MissingFile);
        IReadOnlyList<Message> read = Read(store);
        Assert.Equal(messages.Select(Shown), read.Select(Shown));
    }

    [Fact]
    public async Task People_and_chats_read_back_with_their_names()
    {
        using WrittenStore store = new();

        await store.WriteAsync(Text(Ben, "A1", Noon, "hello"), Text(Group, "G1", Noon, "hello", Cleo), Text("status@broadcast", "S1", Noon + 1, "sun", Ben));

        using IChatReader reader = Open(store);
        Dictionary<string, Participant> people = reader.ReadParticipants(TestContext.Current.CancellationToken).ToDictionary(person => person.Id);
        Assert.Equal(("Ana", "Ben", null), (people[Me].Name, people[Ben].Name, people[Cleo].Name));
        Dictionary<string, Chat> chats = reader.ReadChats(TestContext.Current.CancellationToken).ToDictionary(chat => chat.Id);
        Assert.Equal(("Hikers", ChatKind.Group), (chats[Group].Title, chats[Group].Kind));
        Assert.Equal([Me, Ben, Cleo], chats[Group].Participants);
        Assert.Equal("Ben", chats[Ben].Title);
        Assert.Equal(ChatKind.Broadcast, chats["status@broadcast"].Kind);
    }

    private static IEnumerable<Message> EveryKind()
    {
        long at = Noon;
        yield return Text(Ben, "T1", ++at, "a\nb 👋") with { Starred = true, Forwarded = true };
        yield return Text(Ben, "T2", ++at, "mine", Me) with { Status = MessageStatus.Read };
        yield return Text(Group, "T3", ++at, "@85255509999", Cleo) with { Mentions = [Ben], ReplyTo = new Quote("T1", Ben, "a"), Reactions = [new Reaction(Me, "❤️", at), new Reaction(Ben, "👍", at + 1)] };
        yield return Text("status@broadcast", "S1", ++at, "sun", Ben);
        yield return Text(Ben, "L1", ++at, "https://a.example/x") with { Kind = MessageKind.Link, Body = new LinkBody("https://a.example/x", "A", "About") };
        foreach ((MessageKind kind, string? raw, string mime, string name) in new (MessageKind, string?, string, string)[]
        {
            (MessageKind.Image, null, "image/jpeg", "a.jpg"), (MessageKind.Video, null, "video/mp4", "a.mp4"), (MessageKind.VideoNote, null, "video/mp4", "b.mp4"),
            (MessageKind.Gif, null, "video/mp4", "c.mp4"), (MessageKind.Audio, null, "audio/mp4", "a.m4a"), (MessageKind.Voice, null, "audio/ogg; codecs=opus", "a.opus"),
            (MessageKind.Document, null, "application/pdf", "Paper.pdf"), (MessageKind.Image, """{"type":42}""", "image/jpeg", "v.jpg"),
        })
        {
            yield return Text(Ben, "M" + at, ++at, "caption") with
            {
                Kind = kind,
                Raw = raw,
                Attachments = [new Attachment { Name = name, Path = name, Mime = mime, LengthBytes = 3, DurationMillis = 7000, Width = kind is MessageKind.Image ? 4 : null, Height = kind is MessageKind.Image ? 3 : null }],
            };
        }

        yield return Text(Ben, "K1", ++at, "") with { Kind = MessageKind.Sticker, Text = null, Attachments = [new Attachment { Path = "s.webp", Name = "s.webp", Mime = "image/webp" }] };
        yield return Text(Ben, "P1", ++at, "") with { Kind = MessageKind.Location, Text = null, Body = new LocationBody(22.25, 114.125, "Peak", "Road 1") };
        yield return Text(Ben, "C1", ++at, "") with { Kind = MessageKind.Contact, Text = null, Body = new ContactsBody([new ContactCard("Dan", "BEGIN:VCARD\nFN:Dan\nEND:VCARD"), new ContactCard("Eve", "BEGIN:VCARD\nFN:Eve\nEND:VCARD")]) };
        yield return Text(Group, "O1", ++at, "", Cleo) with { Kind = MessageKind.Poll, Text = null, Body = new PollBody("When?", [new PollOption("Mon", [Me, Ben]), new PollOption("Tue", [Ben])]) };
        yield return Text(Ben, "V1", ++at, "") with { Kind = MessageKind.Call, Text = null, Body = new CallBody(true, CallOutcome.Answered, 61) };
        yield return Text(Group, "V2", ++at, "", Me) with { Kind = MessageKind.Call, Text = null, Body = new CallBody(false, CallOutcome.Missed, null) };
        yield return Text(Group, "R1", ++at, "", Cleo) with { Kind = MessageKind.Revoked, Text = null };
        yield return Event("E1", ++at, new SystemBody(SystemEvent.GroupCreated, Cleo, [], "Hikers"), 12);
        yield return Event("E2", ++at, new SystemBody(SystemEvent.ParticipantAdded, Cleo, [Ben, Me], null), 2);
        yield return Event("E3", ++at, new SystemBody(SystemEvent.ParticipantLeft, Ben, [Ben], null), 3);
        yield return Event("E4", ++at, new SystemBody(SystemEvent.ParticipantRemoved, null, [Ben], null), 7);
        yield return Event("E5", ++at, new SystemBody(SystemEvent.TitleChanged, Cleo, [], "Walkers"), 1);
    }

    private static Message Event(string id, long at, SystemBody body, int code) => Text(Group, id, at, "", body.Actor ?? Ben) with
    {
        Kind = MessageKind.System,
        Text = null,
        Body = body,
        SenderId = body.Actor,
    };

    // Ids, people, kinds, words and files; not what the platforms call differently.
    private static string Shown(Message message) => string.Join('\n',
        message.ChatId, message.NativeId, message.SentAtMillis, message.Kind, message.SenderId, message.Outgoing, message.Text, message.Starred, message.Forwarded,
        message.Outgoing == true ? message.Status : null, string.Join(',', message.Mentions), message.ReplyTo, string.Join(',', message.Reactions),
        string.Join(',', message.Attachments.Select(file => $"{file.Mime} {file.LengthBytes} {file.DurationMillis} {file.Width} {(message.Kind == MessageKind.Document ? file.Name : "")}")),
        message.Body switch
        {
            PollBody poll => poll.Question + string.Join(',', poll.Options.Select(option => option.Text + string.Join('+', option.Voters.Order()))),
            ContactsBody cards => string.Join(',', cards.Contacts),
            SystemBody happened => $"{happened.Event} {happened.Actor} {string.Join('+', happened.Subjects)} {happened.Text}",
            MessageBody body => body.ToString(),
            null => "",
        });

    private static IChatReader Open(WrittenStore store)
    {
        WriterBase opened = PhoneStore.Open(store.Folder);
        return opened.Source.Format.OpenReader(opened.Source, opened.Databases, new ReaderOptions(Me));
    }

    internal static List<Message> Read(WrittenStore store)
    {
        using IChatReader reader = Open(store);
        return [.. reader.ReadMessages(TestContext.Current.CancellationToken).OrderBy(message => message.SentAtMillis)];
    }
}
