using System.Text;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Payloads;
using Satchel.TestKit.WeChat;

namespace Satchel.Fuzz;

/// <summary>What WeChat's stores hold in cells: payloads, and the members of groups.</summary>
internal static class WeChatTargets
{
    private static readonly int[] Types = [.. Conversation.Create().Messages.Select(m => m.Type).Distinct()];

    public static IEnumerable<FuzzTarget> All()
    {
        byte[][] payloads = [.. Conversation.Create().Messages.Select(m => Encoding.UTF8.GetBytes(m.StoredContent))];
        yield return FuzzTarget.Of("wechat-payload", payloads, ReadPayload);
        yield return FuzzTarget.Of("wechat-room", [RoomData.Write([new("wxid_a", "A", "wxid_b"), new("wxid_b", null)])], bytes => _ = RoomData.Read(bytes));
    }

    // The same content under every type: a store may say anything of it.
    private static void ReadPayload(byte[] bytes)
    {
        string content = Encoding.UTF8.GetString(bytes);
        foreach (int type in Types)
        {
            WeChatRow row = new() { ChatId = "1@chatroom", IsGroup = true, OwnerId = "wxid_me", SentAtMillis = 1, Type = type, Content = content, Source = content };
            _ = WeChatComposer.Compose(row, PayloadReader.Read(row), []);
        }
    }
}
