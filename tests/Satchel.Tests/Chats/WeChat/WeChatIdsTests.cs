using Satchel.Chats;
using Satchel.Chats.WeChat;

namespace Satchel.Tests.Chats.WeChat;

public sealed class WeChatIdsTests
{
    [Theory]
    [InlineData("wxid_abc:\nHello", "wxid_abc", "Hello")]
    [InlineData("a.b-c_d@openim:\r\nx:\ny", "a.b-c_d@openim", "x:\ny")]
    [InlineData("Chen:\n", "Chen", "")]
    public void A_sender_before_the_content_is_taken_off(string content, string sender, string rest)
    {
        Assert.True(GroupPrefix.TrySplit(content, out string named, out string left));
        Assert.Equal((sender, rest), (named, left));
    }

    [Theory]
    [InlineData("Note: hello")]
    [InlineData("two words:\nx")]
    [InlineData(":\nx")]
    [InlineData("陈:\nx")]
    [InlineData("wxid_abc:")]
    [InlineData("wxid_abc:\rx")]
    [InlineData("wxid_12345678901234567890123456789012345678901234567890123456789012345:\nx")]
    public void What_only_looks_like_a_sender_stays(string content)
    {
        Assert.False(GroupPrefix.TrySplit(content, out _, out string left));
        Assert.Equal(content, left);
    }

    [Theory]
    [InlineData("filehelper", ChatKind.Self)]
    [InlineData("wxid_me", ChatKind.Self)]
    [InlineData("1@chatroom", ChatKind.Group)]
    [InlineData("1@im.chatroom", ChatKind.Group)]
    [InlineData("gh_1", ChatKind.Channel)]
    [InlineData("fmessage", ChatKind.System)]
    [InlineData("weixin", ChatKind.System)]
    [InlineData("1@openim", ChatKind.Direct)]
    [InlineData("md5:00112233445566778899aabbccddeeff", ChatKind.Direct)]
    public void A_chat_is_of_the_kind_that_its_name_tells(string name, ChatKind kind) => Assert.Equal(kind, WeChatIds.KindOf(name, "wxid_me"));

    [Fact]
    public void A_hash_leads_to_the_name_that_has_it_or_stands_for_itself()
    {
        ChatNames names = new();
        names.Add("wxid_中");
        names.Add(null);
        string hash = WeChatIds.ChatHash("wxid_中");
        Assert.Equal(("wxid_中", "filehelper"), (names.ChatIdOf(hash.ToUpperInvariant()), names.ChatIdOf("9e20f478899dc29eb19741386f9343c8")));
        Assert.Equal("md5:00112233445566778899aabbccddeeff", names.ChatIdOf("00112233445566778899AABBCCDDEEFF"));
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(822083633, 49, 57)]
    [InlineData(1090519089, 49, 6)]
    [InlineData(16777265, 49, 0)]
    [InlineData(268445456, 10000, 0)]
    [InlineData(-1879048186, 49, 17)]
    [InlineData(570425393, 49, 0)]
    [InlineData(34, 34, 0)]
    [InlineData(8888, 8888, 0)]
    public void Codes_of_Android_are_a_base_type_and_perhaps_an_app_messages(int code, int type, int subType) =>
        Assert.Equal((type, subType), (WeChatTypes.BaseOf(code), WeChatTypes.SubTypeOf(code)));

    [Fact]
    public void Members_of_a_group_are_read_as_they_are_written()
    {
        RoomMember[] members = [new("wxid_a", "A 中", "wxid_b"), new("wxid_b", null)];
        Assert.Equal(members, RoomData.Read(RoomData.Write(members)));
        Assert.Empty(RoomData.Read([0x0A, 0xFF, 0xFF]));
    }
}
