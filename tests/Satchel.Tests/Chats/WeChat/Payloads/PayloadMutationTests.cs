using System.Diagnostics;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Payloads;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Payloads;

/// <summary>Any content is read: what somebody changed, cut off or put together keeps its message and its payload.</summary>
public sealed class PayloadMutationTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);

    private static readonly string[] Pieces = ["<", ">", "</", "/>", "<![CDATA[", "]]>", "<!--", "&", "&#x", ";", "\"", "${", "}", "$", ":\n", "<appmsg>", "<recordinfo>", "<sysmsg type=\"sysmsgtemplate\">", "\0", "🏔️"];

    [Fact]
    public void Changed_payloads_are_read()
    {
        Random random = new(20261121);
        ConversationMessage[] seeds = [.. Conversation.Create().Messages];
        var watch = Stopwatch.StartNew();
        int read = 0;
        for (; watch.Elapsed < AtMost && read < 20_000; read++)
        {
            ConversationMessage seed = seeds[read % seeds.Length];
            StringBuilder content = new(seed.StoredContent);
            for (int i = random.Next(1, 6); i > 0 && content.Length > 0; i--)
            {
                Change(content, random, seeds);
            }

            int type = random.Next(8) == 0 ? seeds[random.Next(seeds.Length)].Type : seed.Type;
            WeChatRow row = ConversationRows.RowOf(seed) with { Content = content.ToString(), Type = type };
            PayloadContent payload = PayloadReader.Read(row);
            Message message = WeChatComposer.Compose(row, payload, []);
            Assert.Equal(seed.ChatId, message.ChatId);
            Assert.True(payload.Payload is null || row.Content!.EndsWith(payload.Payload, StringComparison.Ordinal));
        }

        Assert.InRange(read, 1000, 20_000);
    }

    private static void Change(StringBuilder content, Random random, ConversationMessage[] seeds)
    {
        int at = random.Next(content.Length);
        switch (random.Next(5))
        {
            case 0:
                content[at] = (char)random.Next(1, 0x3000);
                break;
            case 1:
                content.Remove(at, random.Next(Math.Min(content.Length - at, 40)) + 1);
                break;
            case 2:
                content.Insert(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 3:
                content.Length = at;
                break;
            default:
                content.Insert(at, seeds[random.Next(seeds.Length)].Payload);
                break;
        }
    }
}
