using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Pats: who nudged whom, as an app message (<c>patMsg</c>) and as a system message (<c>pat</c>).</summary>
internal static class PatPayload
{
    /// <summary>Reads what lies below either.</summary>
    public static SystemBody Read(XmlNode? xml)
    {
        List<XmlNode> records = [.. xml?.Find("records")?.Children.Where(c => c.Name == "record").Take(WeChatLimits.MaxItemsOfMessage) ?? []];
        if (records.Count == 0 && (xml?.Find("patinfo") ?? xml?.Find("pat") ?? xml?.Find("record")) is { } single)
        {
            records = [single];
        }

        string? actor = records.Count == 0 ? null : records[0].ChildText("fromUser") ?? records[0].ChildText("fromusername");
        string[] subjects = [.. records.Select(r => r.ChildText("pattedUser") ?? r.ChildText("pattedusername")).OfType<string>().Distinct(StringComparer.Ordinal)];
        string? template = records.Count == 0 ? null : records[^1].ChildText("templete") ?? records[^1].ChildText("template");
        return new SystemBody(SystemEvent.Pat, actor, subjects, xml?.ChildText("title") ?? (template is null ? null : Fill(template)));
    }

    // "${wxid_a}" nudged "${wxid_b}": the names in braces as they are.
    private static string Fill(string template)
    {
        StringBuilder text = new(template.Length);
        ReadOnlySpan<char> rest = template;
        while (rest.IndexOf("${") is >= 0 and int at && rest[at..].IndexOf('}') is > 0 and int length)
        {
            ReadOnlySpan<char> name = rest.Slice(at + 2, length - 2);
            int mark = name.IndexOf('@');
            bool isMarked = mark > 0 && !WeChatIds.IsGroup(name.ToString()) && name[mark..].SequenceEqual("@textstatusicon");
            text.Append(rest[..at]).Append(isMarked ? name[..mark] : name);
            rest = rest[(at + length + 1)..];
        }

        return text.Append(rest).ToString();
    }
}
