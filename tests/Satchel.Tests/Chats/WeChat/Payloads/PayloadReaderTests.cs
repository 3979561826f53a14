using System.Text.Json;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Payloads;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Payloads;

public sealed class PayloadReaderTests
{
    [Fact]
    public void A_payload_is_kept_byte_for_byte_without_the_sender_before_it()
    {
        const string Payload = "<?xml version=\"1.0\"?>\r\n<msg>\t<img  length = \"5\" b='&#x41;\u0001' /></msg>\n\0";
        Message message = Compose(Row(3, $"wxid_a:\n{Payload}"));
        Assert.Equal(("wxid_a", Payload), (message.SenderId, JsonDocument.Parse(message.Raw!).RootElement.GetProperty("payload").GetString()));
    }

    [Fact]
    public void What_the_owner_sent_to_a_group_has_no_sender_before_it()
    {
        Message message = Compose(Row(1, "wxid_a:\nmine") with { Outgoing = true });
        Assert.Equal(("wxid_me", "wxid_a:\nmine"), (message.SenderId, message.Text));
    }

    [Fact]
    public void A_direct_message_is_its_peers_whatever_it_begins_with()
    {
        Message message = Compose(Row(1, "wxid_a:\nx") with { IsGroup = false, ChatId = "wxid_b" });
        Assert.Equal(("wxid_b", "wxid_a:\nx", (string?)null), (message.SenderId, message.Text, message.Raw));
    }

    [Fact]
    public void A_sender_that_the_store_tells_counts() => Assert.Equal("wxid_s", Compose(Row(1, "x") with { SenderId = "wxid_s" }).SenderId);

    [Fact]
    public void A_recall_stands_for_the_message_that_was_recalled()
    {
        Message message = Compose(Row(10002, WeChatPayloads.Recall("19@chatroom", 77, "\"Ben\" recalled a message")));
        Assert.Equal((MessageKind.Revoked, "77", false, (string?)null), (message.Kind, message.NativeId, message.Outgoing, message.Text));
        Message own = Compose(Row(10000, "你撤回了一条消息"));
        Assert.Equal((MessageKind.Revoked, "5", true, "wxid_me"), (own.Kind, own.NativeId, own.Outgoing, own.SenderId));
    }

    [Fact]
    public void Whoever_is_mentioned_is_named_by_the_source()
    {
        Message message = Compose(Row(1, "wxid_a:\n@all @Ben") with { Source = WeChatPayloads.Source("notify@all", "wxid_b", "wxid_b", "") });
        Assert.Equal(["wxid_b"], message.Mentions);
        Assert.Empty(Compose(Row(1, "x") with { Source = "<msgsource><atuserlist" }).Mentions);
    }

    [Fact]
    public void Where_a_file_lies_and_what_the_payload_tells_of_it_come_together()
    {
        WeChatRow row = Row(43, "<msg><videomsg length=\"9\" playlength=\"3\"/></msg>");
        PayloadContent content = PayloadReader.Read(row);
        Attachment found = Assert.Single(WeChatComposer.Compose(row, content, [new Attachment { Path = "video/a.mp4" }]).Attachments);
        Assert.Equal(("video/a.mp4", "video/mp4", 9L, 3000L), (found.Path, found.Mime, found.LengthBytes, found.DurationMillis));
        Attachment[] poster = [.. WeChatComposer.Compose(row, content, [new Attachment { Path = "video/a.jpg", IsThumbnail = true }]).Attachments];
        Assert.Equal([(null, 9L, false), ("video/a.jpg", null, true)], poster.Select(a => (a.Path, a.LengthBytes, a.IsThumbnail)));
    }

    [Theory]
    [InlineData(1, MessageKind.Text)]
    [InlineData(3, MessageKind.Image)]
    [InlineData(34, MessageKind.Voice)]
    [InlineData(42, MessageKind.Contact)]
    [InlineData(43, MessageKind.Video)]
    [InlineData(47, MessageKind.Sticker)]
    [InlineData(48, MessageKind.Location)]
    [InlineData(49, MessageKind.Link)]
    [InlineData(50, MessageKind.Call)]
    [InlineData(10000, MessageKind.System)]
    [InlineData(10002, MessageKind.System)]
    [InlineData(37, MessageKind.System)]
    [InlineData(51, MessageKind.Unknown)]
    [InlineData(12345, MessageKind.Unknown)]
    public void Content_that_is_broken_leaves_the_kind_that_the_type_tells(int type, MessageKind kind)
    {
        foreach (string? content in new[] { null, "", "<", "<msg", "\0", "<!DOCTYPE a [<!ENTITY b 'c'>]><msg>&b;</msg>" })
        {
            Assert.Equal(kind, Compose(Row(type, content)).Kind);
        }
    }

    internal static WeChatRow Row(int type, string? content) => new()
    {
        ChatId = "19@chatroom",
        IsGroup = true,
        OwnerId = "wxid_me",
        ServerId = 5,
        SentAtMillis = 1_700_000_000_000,
        Type = type,
        Outgoing = false,
        Content = content,
    };

    private static Message Compose(WeChatRow row) => WeChatComposer.Compose(row, PayloadReader.Read(row), []);
}
