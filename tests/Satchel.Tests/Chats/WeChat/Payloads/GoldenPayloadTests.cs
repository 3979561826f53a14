using System.Buffers;
using System.Text;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Payloads;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Cli;

namespace Satchel.Tests.Chats.WeChat.Payloads;

/// <summary>Every kind of payload, read as somebody looked at it and found it good: golden/*.jsonl, a record a line.</summary>
public sealed class GoldenPayloadTests
{
    private static readonly string Folder = Path.Combine(Approved.Root(), "tests", "Satchel.Tests", "Chats", "WeChat", "Payloads", "golden");

    [Fact]
    public void The_conversation_reads_as_its_golden_records()
    {
        StringBuilder lines = new();
        foreach (ConversationMessage message in Conversation.Create().Messages)
        {
            Message read = ConversationRows.MessageOf(message);
            Assert.Equal((message.Kind, message.NativeId), (read.Kind, read.NativeId));
            lines.Append(LineOf(read)).Append('\n');
        }

        Approved.CheckFile(lines.ToString(), Path.Combine(Folder, "conversation.approved.jsonl"));
    }

    [Fact]
    public void Variants_of_payloads_read_as_their_golden_records()
    {
        StringBuilder lines = new();
        foreach ((int type, int subType, string payload) in Variants())
        {
            WeChatRow row = new() { ChatId = "19@chatroom", IsGroup = true, OwnerId = "wxid_me", ServerId = 5, SentAtMillis = 1_700_000_000_000, Type = type, SubType = subType, Outgoing = false, Content = payload };
            lines.Append(LineOf(WeChatComposer.Compose(row, PayloadReader.Read(row), []))).Append('\n');
        }

        Approved.CheckFile(lines.ToString(), Path.Combine(Folder, "variants.approved.jsonl"));
    }

    private static IEnumerable<(int Type, int SubType, string Payload)> Variants()
    {
        const string App = "wxid_a:\n<msg><appmsg><title>T</title><des>D</des><type>";
        const string AppEnd = "</appmsg></msg>";
        foreach (string words in new[] { "Duration 00:42", "通话时长 1:02:03", "已取消", "Line busy", "对方已拒绝", "No answer", "通话中断", "something new" })
        {
            yield return (50, 0, WeChatPayloads.Call(video: false, words));
        }

        yield return (50, 0, "wxid_a:\n" + WeChatPayloads.OldCall(4, 77));
        yield return (50, 0, WeChatPayloads.OldCall(1, 0));
        yield return (50, 0, "no xml");
        yield return (64, 0, "{\"msgContent\":\"Ben started a voice call\",\"n\":1}");
        yield return (62, 0, "<msg><videomsg length=\"5\" playlength=\"3\" md5=\"00112233445566778899AABBCCDDEEFF\"/></msg>");
        yield return (44, 0, "<msg></msg>");
        yield return (34, 0, "wxid_a:2340:1\n");
        yield return (34, 0, "wxid_a:\n<msg><voicemsg voicelength=\"bad\" length=\"-3\"/></msg>");
        yield return (40, 0, "<msg username=\"wxid_p\" nickname=\"Perhaps\"/>");
        yield return (66, 0, "<msg username=\"1@openim\" nickname=\"Work\" openimappid=\"3552365301\"/>");
        yield return (42, 0, "<msg");
        yield return (48, 0, "<msg><location x=\"91e\" y=\"3\" label=\"L\"/></msg>");
        yield return (49, 0, App + "74</type><appattach><totallen>12</totallen><fileext></fileext></appattach>" + AppEnd);
        yield return (49, 0, App + "1</type>" + AppEnd);
        yield return (49, 0, App + "4</type><url>https://v.example.com/?a=1&b=2</url>" + AppEnd);
        yield return (49, 0, App + "17</type>" + AppEnd);
        yield return (49, 0, App + "87</type><textannouncement>Read &#x6211;!</textannouncement>" + AppEnd);
        yield return (49, 0, App + "50</type><findernamecard><nickname>TV</nickname></findernamecard>" + AppEnd);
        yield return (49, 0, App + "63</type><url>https://l.example.com</url><finderLive><finderNickname>TV</finderNickname><desc>Live!</desc></finderLive>" + AppEnd);
        yield return (49, 0, App + "57</type><refermsg><type>3</type><svrid>18446744073709551615</svrid><fromusr>wxid_b</fromusr><content>&lt;msg&gt;&lt;img/&gt;&lt;/msg&gt;</content></refermsg>" + AppEnd);
        yield return (49, 0, App + "57</type><refermsg><type>49</type><svrid>7</svrid><chatusr>wxid_b</chatusr><content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;quoted &amp;amp; title&lt;/title&gt;&lt;/appmsg&gt;&lt;/msg&gt;</content></refermsg>" + AppEnd);
        yield return (49, 0, App + "57</type>" + AppEnd);
        yield return (49, 0, App + "62</type><patMsg><patinfo><fromusername>wxid_a</fromusername><pattedusername>wxid_me</pattedusername><template>${wxid_a@textstatusicon} x ${wxid_me}</template></patinfo></patMsg>" + AppEnd);
        yield return (49, 0, App + "19</type><recorditem>&lt;recordinfo&gt;&lt;datalist&gt;&lt;dataitem datatype=\"6\"&gt;&lt;sourcename&gt;B&lt;/sourcename&gt;&lt;locitem&gt;&lt;poiname&gt;Peak&lt;/poiname&gt;&lt;/locitem&gt;&lt;/dataitem&gt;&lt;/datalist&gt;&lt;/recordinfo&gt;</recorditem>" + AppEnd);
        yield return (49, 57, "<<< no xml at all");
        yield return (49, 0, "<sysmsg type=\"delchatroommember\"><delchatroommember><plain>You invited \"Ed\"</plain><text>x</text><link><scene>1</scene><memberlist><username>wxid_ed</username></memberlist></link></delchatroommember></sysmsg>");
        yield return (10000, 0, "\"陈小明\"修改群名为“Hike <2>”");
        yield return (10000, 0, "You recalled a message");
        yield return (10000, 0, "Red packet of 5 < 6 & 7 <a href=\"x\">here</a>");
        yield return (10002, 0, "19@chatroom:\n" + WeChatPayloads.Recall("19@chatroom", -3, "你撤回了一条消息"));
        yield return (10002, 0, "<sysmsg type=\"editrevokecontent\"><editrevokecontent><text><![CDATA[你撤回了一条消息]]></text><link><scene>editrevokecontent</scene><revokecontent>old</revokecontent></link></editrevokecontent></sysmsg>");
        yield return (10002, 0, "<sysmsg type=\"mmchatroombarannouncememt\"><mmchatroombarannouncememt><content>Sunday!</content></mmchatroombarannouncememt></sysmsg>");
        yield return (10002, 0, "<sysmsg type=\"paymsg\"><paymsg><appmsgcontent>&lt;b&gt;paid&lt;/b&gt;</appmsgcontent></paymsg></sysmsg>");
        yield return (10002, 0, "<sysmsg type=\"new\"><a>one <b>two</b></a></sysmsg>");
        yield return (9999, 0, "anything");
    }

    private static string LineOf(Message message)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, RecordJson.WriterOptions))
        {
            RecordJson.WriteMessage(writer, new HistoryMessage(MessageId.For("wechat", message), message, null));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
