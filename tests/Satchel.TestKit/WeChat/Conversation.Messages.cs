using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

public sealed partial class Conversation
{
    /// <summary>The server's id of a message that was recalled before any of the stores was copied: only its notice is there.</summary>
    public const long RecalledServerId = 7_000_000_000_000_000_001;

    private void AddDirect()
    {
        ConversationMessage hello = Add(Ben, Ben, 1, 0, MessageKind.Text, "Hello Ana! [Smile] 你好 👋🏽\u2005!");
        Add(Ben, OwnerId, 1, 0, MessageKind.Text, "wxid_not_a_prefix:\nThis is all mine & stays <whole>");
        Add(Ben, OwnerId, 49, 57, MessageKind.Text, WeChatPayloads.Quote("Hello back", hello, "Ben"));
        ConversationFile picture = new(ConversationFileRole.Picture, ConversationFiles.Jpeg(1));
        Add(Ben, Ben, 3, 0, MessageKind.Image, WeChatPayloads.Image(picture), picture, new ConversationFile(ConversationFileRole.PictureThumbnail, ConversationFiles.Jpeg(2, 700)));
        ConversationFile voice = new(ConversationFileRole.Voice, ConversationFiles.Voice(3, 100));
        Add(Ben, Ben, 34, 0, MessageKind.Voice, WeChatPayloads.Voice(voice, 2000, Ben), voice);
        ConversationFile video = new(ConversationFileRole.Video, ConversationFiles.Mp4(4));
        Add(Ben, OwnerId, 43, 0, MessageKind.Video, WeChatPayloads.Video(video, 12, OwnerId), video, new ConversationFile(ConversationFileRole.VideoPoster, ConversationFiles.Jpeg(5, 900)));
        ConversationFile sticker = new(ConversationFileRole.Sticker, ConversationFiles.Gif(6));
        Add(Ben, Ben, 47, 0, MessageKind.Sticker, WeChatPayloads.Sticker(sticker, Ben, OwnerId), sticker);
        ConversationFile document = new(ConversationFileRole.Document, ConversationFiles.Pdf(7), "The plan & map.pdf");
        Add(Ben, OwnerId, 49, 6, MessageKind.Document, WeChatPayloads.Document(document), document);
        Add(Ben, Ben, 48, 0, MessageKind.Location, WeChatPayloads.Location());
        Add(Ben, Ben, 42, 0, MessageKind.Contact, WeChatPayloads.Card());
        Add(Ben, OwnerId, 49, 5, MessageKind.Link, WeChatPayloads.Link());
        Add(Ben, OwnerId, 49, 2000, MessageKind.Transfer, WeChatPayloads.Transfer(1));
        Add(Ben, Ben, 49, 2001, MessageKind.RedPacket, WeChatPayloads.RedPacket());
        Add(Ben, Ben, 50, 0, MessageKind.Call, WeChatPayloads.Call(video: true, "Duration: 12:34"));
        Add(Ben, OwnerId, 50, 0, MessageKind.Call, WeChatPayloads.OldCall(2, 0));
        ConversationMessage failed = Add(Ben, OwnerId, 1, 0, MessageKind.Text, "Not delivered");
        Replace(failed, failed with { ServerId = 0, IsFailed = true });
        ConversationMessage local = Add(Ben, null, 10000, 0, MessageKind.System, "以上是打招呼的内容");
        Replace(local, local with { ServerId = 0 });
    }

    private void AddGroups()
    {
        Add(Hikers, null, 10000, 0, MessageKind.System, WeChatPayloads.Invited(Ben, "Ben", Dora, "Dora & Müller"));
        Add(Hikers, null, 10000, 0, MessageKind.System, WeChatPayloads.Titled(Ben, "Ben", "Hiking / 爬山 🏔️"));
        ConversationMessage question = Add(Hikers, Ben, 1, 0, MessageKind.Text, "Who is free?\nThe forecast:\nsun <all> day & night");
        ConversationMessage answer = Add(Hikers, Chen, 49, 57, MessageKind.Text, WeChatPayloads.Quote("我可以！", question, "Captain Ben"));
        ConversationMessage mention = Add(Hikers, Dora, 1, 0, MessageKind.Text, "@Ana (map)\u2005you bring the map?");
        Replace(mention, mention with { Source = WeChatPayloads.Source(OwnerId), SentAtMillis = answer.SentAtMillis / 1000 * 1000 + 800 });
        Add(Hikers, OwnerId, 1, 0, MessageKind.Text, "I am in");
        ConversationFile picture = new(ConversationFileRole.Picture, ConversationFiles.Jpeg(11));
        Add(Hikers, Dora, 3, 0, MessageKind.Image, WeChatPayloads.Image(picture), picture, new ConversationFile(ConversationFileRole.PictureThumbnail, ConversationFiles.Jpeg(12, 800)));
        ConversationFile gone = new(ConversationFileRole.Picture, ConversationFiles.Jpeg(13));
        Add(Hikers, Chen, 3, 0, MessageKind.Image, WeChatPayloads.Image(gone));
        ConversationFile voice = new(ConversationFileRole.Voice, ConversationFiles.Voice(14));
        Add(Hikers, Chen, 34, 0, MessageKind.Voice, WeChatPayloads.Voice(voice, 1000, Chen), voice);
        Add(Hikers, Dora, 49, 19, MessageKind.MergedForward, WeChatPayloads.Forward());
        Add(Hikers, Ben, 49, 33, MessageKind.MiniProgram, WeChatPayloads.MiniProgram(33));
        Add(Hikers, Ben, 49, 36, MessageKind.MiniProgram, WeChatPayloads.MiniProgram(36));
        Add(Hikers, Ben, 49, 53, MessageKind.Link, WeChatPayloads.Chain());
        Add(Hikers, Chen, 49, 51, MessageKind.Link, WeChatPayloads.ChannelVideo());
        Add(Hikers, null, 10002, 0, MessageKind.System, WeChatPayloads.SystemPat(Ben, Hikers, OwnerId));
        Add(Hikers, Ben, 49, 62, MessageKind.System, WeChatPayloads.Pat(Hikers, Ben, OwnerId));
        Add(Hikers, null, 10000, 0, MessageKind.System, WeChatPayloads.RedPacketReceipt());
        ConversationMessage recall = Add(Hikers, null, 10002, 0, MessageKind.Revoked, WeChatPayloads.Recall(Hikers, RecalledServerId, "\"陈小明\" 撤回了一条消息"));
        Replace(recall, recall with { RecalledId = RecalledServerId });
        Add(Hikers, null, 10000, 0, MessageKind.System, WeChatPayloads.Removed(Dora, "Dora & Müller"));
        Add(WorkGroup, WorkFriend, 1, 0, MessageKind.Text, "Note: the plan");
        Add(WorkGroup, OwnerId, 1, 0, MessageKind.Text, "Read it");
    }

    private void AddOthers()
    {
        Add(FileHelper, OwnerId, 1, 0, MessageKind.Text, "https://example.com/for-later");
        Add(FileHelper, OwnerId, 49, 24, MessageKind.Note, WeChatPayloads.Note());
        Add(Account, Account, 49, 5, MessageKind.Link, WeChatPayloads.Articles());
        Add("fmessage", "fmessage", 37, 0, MessageKind.System, WeChatPayloads.FriendRequest());
        Add(Chen, Chen, 49, 3, MessageKind.Link, WeChatPayloads.Music());
        Add(Chen, Chen, 8888, 0, MessageKind.Unknown, "<msg><future kind=\"1\" /></msg>");
    }
}
