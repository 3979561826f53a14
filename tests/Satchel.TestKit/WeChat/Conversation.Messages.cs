using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

public sealed partial class Conversation
{
    private void AddDirect()
    {
        Add(Ben, Ben, 1, 0, MessageKind.Text, "Hello Ana! [Smile] 你好");
        Add(Ben, OwnerId, 1, 0, MessageKind.Text, "wxid_not_a_prefix:\nThis is all mine & stays <whole>");
    }

    private void AddGroups()
    {
        Add(Hikers, Chen, 1, 0, MessageKind.Text, "我可以！\n早上七点见");
        Add(Hikers, OwnerId, 1, 0, MessageKind.Text, "I am in");
        Add(WorkGroup, WorkFriend, 1, 0, MessageKind.Text, "Note: the plan");
    }

    private void AddOthers()
    {
        Add(FileHelper, OwnerId, 1, 0, MessageKind.Text, "https://example.com/for-later");
    }
}
