using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Tests.Chats.WhatsApp.Crypt;
using static Satchel.Tests.Chats.WhatsApp.Increments.IncrementFolder;

namespace Satchel.Tests.Chats.WhatsApp.Increments;

public sealed class IncrementTests : IDisposable
{
    private const long Seconds = 1_770_000_000;

    private readonly IncrementFolder _phone = new();

    public void Dispose() => _phone.Dispose();

    [Fact]
    public void New_messages_follow_the_base_with_their_chat_and_people()
    {
        int before = _phone.Read().Messages.Count;
        byte[] hash = SHA256.HashData("picture"u8);
        byte[] picture = Fields((3, Fields((2, "image/jpeg"), (3, "look"), (4, hash), (5, 7), (6, 240), (7, 320))));
        byte[] reply = Fields((6, Fields((1, "yes"), (17, Fields((1, "AA"), (2, Friend), (3, Fields((1, "shall we?"))), (15, Friend), (22, true))))));
        _phone.WriteIncrement(1, Zip(Sync(Friend, [
            Message(Friend, "AA", false, Seconds, Fields((1, "shall we?"))),
            Message(Friend, "BB", true, Seconds + 1, reply),
            Message(Friend, "CC", false, Seconds + 2, picture, (17, true), (41, Fields((1, Fields((2, true))), (2, "👍"), (4, 1_770_000_009_000L)))),
        ], (7, Fields((1, Friend), (2, "Fay"))))));

        (List<Message> messages, List<Chat> chats, List<Participant> people, List<string> warnings) = _phone.Read();

        Assert.Equal(before + 3, messages.Count);
        Message[] added = [.. messages.TakeLast(3)];
        Assert.Equal(["AA", "BB", "CC"], added.Select(message => message.NativeId));
        Assert.Equal(("shall we?", Friend, false, Seconds * 1000), (added[0].Text, added[0].SenderId, added[0].Outgoing, added[0].SentAtMillis));
        Assert.Equal(new Quote("AA", Friend, "shall we?"), added[1].ReplyTo);
        Assert.Equal((true, true, MessageStatus.Delivered), (added[1].Outgoing, added[1].Forwarded, added[1].Status));
        Assert.Equal([Friend], added[1].Mentions);
        Assert.Equal((MessageKind.Image, "look", true), (added[2].Kind, added[2].Text, added[2].Starred));
        Assert.Equal(hash, Assert.Single(added[2].Attachments).Sha256);
        Assert.Equal("👍", Assert.Single(added[2].Reactions).Emoji);
        Assert.Contains(chats, chat => chat.Id == Friend && chat.Title == "Fay");
        Assert.Contains(people, person => person.Id == Friend && person.Name == "Fay");
        Assert.Empty(warnings);
        Assert.Empty(Directory.GetFiles(_phone.Scratch));
    }

    [Fact]
    public void Later_increments_change_messages_of_the_base_and_of_earlier_ones()
    {
        Message old = _phone.Read().Messages.Last(message => message.Kind == MessageKind.Text && message.NativeId is not null && message.ChatId.EndsWith("@s.whatsapp.net", StringComparison.Ordinal));
        _phone.WriteIncrement(2, Zip(Sync(Friend, [Message(Friend, "E1", false, Seconds + 5, Fields((12, Fields((1, Fields((3, "AA"))), (2, 14), (14, Fields((1, "new words"))), (15, 1_770_000_005_123L)))))])));
        _phone.WriteIncrement(10, Zip(Sync(old.ChatId, [
            Message(old.ChatId, "R1", false, Seconds + 7, Fields((46, Fields((1, Fields((3, old.NativeId!))), (2, "🎉"), (4, 1_770_000_007_000L))))),
            Message(Friend, "D1", false, Seconds + 8, Fields((12, Fields((1, Fields((3, "BB"))), (2, 0))))),
        ])));
        _phone.WriteIncrement(1, Zip(Sync(Friend, [Message(Friend, "AA", false, Seconds, Fields((1, "old words"))), Message(Friend, "BB", false, Seconds, Fields((1, "secret")))])));

        List<Message> messages = _phone.Read().Messages;

        Assert.Equal("🎉", messages.Single(message => message.NativeId == old.NativeId && message.ChatId == old.ChatId).Reactions[^1].Emoji);
        Message edited = messages.Single(message => message.NativeId == "AA");
        Assert.Equal(("new words", 1_770_000_005_123L), (edited.Text, edited.EditedAtMillis));
        Message revoked = messages.Single(message => message.NativeId == "BB");
        Assert.Equal((MessageKind.Revoked, null), (revoked.Kind, revoked.Text));
        Assert.DoesNotContain(messages, message => message.NativeId is "E1" or "R1" or "D1");
    }

    [Fact]
    public void Events_wrappers_and_LIDs_are_understood()
    {
        byte[] wrapped = Fields((40, Fields((1, Fields((37, Fields((1, Fields((1, "deep"))))))))));
        byte[] poll = Fields((64, Fields((2, "Where?"), (3, Fields((1, "here"))), (3, Fields((1, "there"))))));
        _phone.WriteIncrement(1, Zip(Sync(Group, [
            Message(Group, "W", false, Seconds, wrapped, (5, "123456789012345@lid")),
            Message(Group, "P", true, Seconds + 1, poll),
            Fields((1, Fields((1, Group), (3, "S"))), (3, Seconds + 2), (24, 27), (5, Friend), (26, "447700900111@s.whatsapp.net")),
            Fields((1, Fields((1, Friend), (3, "M"))), (3, Seconds + 3), (24, 41)),
            Message(Group, "U", false, Seconds + 4, Fields((99, Fields((1, "?")))), (5, Friend)),
        ], (15, Fields((1, Friend), (2, "123456789012345@lid"))))));

        Dictionary<string, Message> messages = _phone.Read().Messages.Where(message => message.NativeId?.Length == 1).ToDictionary(message => message.NativeId!);

        Assert.Equal(("deep", Friend), (messages["W"].Text, messages["W"].SenderId));
        Assert.Equal(["here", "there"], Assert.IsType<PollBody>(messages["P"].Body).Options.Select(option => option.Text));
        SystemBody happened = Assert.IsType<SystemBody>(messages["S"].Body);
        Assert.Equal((SystemEvent.ParticipantAdded, Friend, "447700900111@s.whatsapp.net"), (happened.Event, happened.Actor, Assert.Single(happened.Subjects)));
        Assert.Equal(new CallBody(true, CallOutcome.Missed, null), messages["M"].Body);
        Assert.Equal(MessageKind.Unknown, messages["U"].Kind);
        Assert.Contains("99", messages["U"].Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void An_increment_that_does_not_decode_is_a_warning_that_names_it()
    {
        int before = _phone.Read().Messages.Count;
        _phone.WriteIncrement(1, "PK\u0003\u0004 and nothing more"u8.ToArray());
        _phone.WriteIncrement(2, Zip(("messages.bin", [0x20, 1, 2, 3])));
        _phone.WriteIncrement(3, Zip(Sync(Friend, [[0xFF, 0xFF]])));
        _phone.WriteIncrement(4, Zip(("chat_modified_1.json", "{}"u8.ToArray())));
        _phone.WriteIncrement(5, Zip(Sync(Friend, [Message(Friend, "AA", false, Seconds, Fields((1, "still read")))])));
        File.WriteAllBytes(_phone.PathOf(6), [1, 2, 3]);

        (List<Message> messages, _, _, List<string> warnings) = _phone.Read();

        Assert.Equal(before + 1, messages.Count);
        Assert.All([1, 2, 3, 4, 6], number => Assert.Contains(warnings, warning => warning.Contains($"msgstore-increment-{number}.db.crypt15", StringComparison.Ordinal)));
        Assert.DoesNotContain(warnings, warning => warning.Contains("increment-5", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_changed_in_an_increment_ends_in_messages_or_warnings()
    {
        byte[] zip = Zip(Sync(Group, [
            Message(Group, "AA", false, Seconds, Fields((6, Fields((1, "text"), (2, "https://example.com"), (6, "title"), (17, Fields((1, "Q"), (3, Fields((1, "quoted")))))))), (5, Friend)),
            Message(Group, "BB", true, Seconds, Fields((5, Fields((3, "place"))))),
            Message(Group, "CC", true, Seconds, Fields((13, Fields((2, Fields((1, "name"), (16, "BEGIN:VCARD"))))))),
            Fields((1, Fields((1, Group), (3, "S"))), (3, Seconds), (24, 21), (26, "subject")),
        ]));
        byte[] bin = Unzipped(zip);
        Random random = new(77);

        for (int round = 0; round < 60; round++)
        {
            byte[] changed = round % 4 == 0 ? CryptFolder.Mutate(zip, random) : Zip(("messages.bin", CryptFolder.Mutate(bin, random)));
            _phone.WriteIncrement(1, changed);
            _ = _phone.Read();
        }
    }

    private static byte[] Unzipped(byte[] zip)
    {
        using System.IO.Compression.ZipArchive archive = new(new MemoryStream(zip));
        using MemoryStream content = new();
        using Stream stream = archive.GetEntry("messages.bin")!.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
