using Satchel.Chats;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosVariantsTests
{
    public static TheoryData<ChatStorageOptions> Shapes =>
    [
        new ChatStorageOptions(),
        new ChatStorageOptions { Indices = false },
        new ChatStorageOptions { ShuffleSeed = 7 },
        new ChatStorageOptions { BackPointers = false },
        new ChatStorageOptions { Without = ["ZWAMEDIAITEM.ZMESSAGE", "ZWAMESSAGEINFO.ZMESSAGE"], Indices = false },
        new ChatStorageOptions { Without = ["ZWAMESSAGE.ZMEDIAITEM", "ZWAMESSAGE.ZMESSAGEINFO"] },
        new ChatStorageOptions { With = ["ZWAMESSAGE.ZNEW", "ZWAMEDIAITEM.ZNEWER", "ZWACHATSESSION.ZNEWEST"], Wal = true },
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_of_a_store_reads_the_same(ChatStorageOptions shape)
    {
        using IosHistory history = new(shape);
        history.Store.Session(Group, "The group");
        long picture = history.Store.Message(Group, "A", T0, 1, sender: Ben);
        history.Store.File(picture, "Media/a.jpg", "image/jpeg", 5);
        history.Store.Info(picture, Protobuf.Bytes(7, Protobuf.Bytes(1, Protobuf.Text(1, "R"), Protobuf.Text(2, Cleo), Protobuf.Text(3, "👍"))));
        history.Store.Message(Group, "B", T0 + 1, text: "x", fromMe: true);

        List<Message> messages = history.Messages();

        Assert.Equal([("A", Ben, MessageKind.Image), ("B", Me, MessageKind.Text)], messages.Select(message => (message.NativeId, message.SenderId, message.Kind)));
        Assert.Equal("Message/Media/a.jpg", messages[0].Attachments[0].Path);
        Assert.Equal([new Reaction(Cleo, "👍", null)], messages[0].Reactions);
    }

    [Fact]
    public void What_an_older_store_lacks_reads_as_not_known()
    {
        using IosHistory history = new(new ChatStorageOptions
        {
            Without =
            [
                "ZWAMESSAGEINFO", "ZWAMESSAGEDATAITEM", "ZWAGROUPMEMBER", "ZWAGROUPINFO", "ZWAPROFILEPUSHNAME", "ZWAMESSAGE.ZFLAGS", "ZWAMESSAGE.ZSTARRED", "ZWAMESSAGE.ZGROUPMEMBER",
                "ZWAMESSAGE.ZSENTDATE", "ZWAMESSAGE.ZPUSHNAME", "ZWAMESSAGE.ZMESSAGESTATUS", "ZWAMEDIAITEM.ZMETADATA", "ZWAMEDIAITEM.ZXMPPTHUMBPATH", "ZWACHATSESSION.ZREMOVED",
                "ZWACHATSESSION.ZARCHIVED", "ZWACHATSESSION.ZCONTACTIDENTIFIER",
            ],
        });
        history.Store.Message(Group, "A", T0, text: "x", sender: Ben);
        history.Store.File(history.Store.Message(Ben, "B", T0, 1), "Media/a.jpg", "image/jpeg", 5);

        List<Message> messages = history.Messages();

        Assert.Equal([(Group, null), (Ben, Ben)], messages.Select(message => (message.ChatId, message.SenderId)));
        Assert.Single(messages[1].Attachments);
    }

    [Fact]
    public void A_message_of_a_chat_that_is_not_there_is_left_out_with_a_warning()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x");
        history.Store.Message(Ben, "B", T0, text: "y", more: ("ZCHATSESSION", 99));

        using IChatReader reader = history.Read();

        Assert.Equal("A", Assert.Single(reader.ReadMessages(TestContext.Current.CancellationToken)).NativeId);
        Assert.Equal(["a message names a chat that is not there and was left out"], reader.Warnings);
    }

    [Fact]
    public void A_database_beside_it_that_cannot_be_read_is_a_warning()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x");
        byte[] broken = [.. "SQLite format 3\0"u8, .. Enumerable.Repeat((byte)0xEE, 4080)];
        File.WriteAllBytes(Path.Join(history.Root, "ContactsV2.sqlite"), broken);

        using IChatReader reader = history.Read();

        Assert.Single(reader.ReadMessages(TestContext.Current.CancellationToken));
        Assert.StartsWith("a database of contacts or calls could not be read", Assert.Single(reader.Warnings), StringComparison.Ordinal);
    }
}
