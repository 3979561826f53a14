using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>A notice that is a template with holes (<c>"$username$" invited "$names$"</c>) and links that fill them; the names of the holes tell what happened, in any language.</summary>
internal static class NoticeTemplate
{
    /// <summary>Reads one.</summary>
    public static SystemBody Read(XmlNode contentTemplate, string? ownerId)
    {
        Dictionary<string, XmlNode> links = new(StringComparer.Ordinal);
        foreach (XmlNode link in contentTemplate["link_list"]?.Children ?? [])
        {
            if (link.Name == "link" && link.Attribute("name") is { } name && links.Count < WeChatLimits.MaxItemsOfMessage)
            {
                links.TryAdd(name, link);
            }
        }

        string template = contentTemplate["template"]?.Text ?? "";
        string? text = template.Length > 0 ? Fill(template, links) : null;
        text = string.IsNullOrWhiteSpace(text) ? contentTemplate.ChildText("plain") : text.Trim();
        text = text is null ? null : PseudoTags.Strip(text);
        return EventOf(template, links, ownerId, text);
    }

    private static SystemBody EventOf(string template, Dictionary<string, XmlNode> links, string? ownerId, string? text)
    {
        string? actor = UserNames(links, "username") is [string first, ..] ? first : template.StartsWith('你') || template.StartsWith("You ", StringComparison.OrdinalIgnoreCase) ? ownerId : null;
        if (UserNames(links, "kickoutname") is { Length: > 0 } removed)
        {
            return new SystemBody(SystemEvent.ParticipantRemoved, actor, removed, text);
        }

        if (UserNames(links, "adder") is { Length: > 0 } joined)
        {
            return new SystemBody(SystemEvent.ParticipantAdded, UserNames(links, "from") is [string inviter, ..] ? inviter : actor, joined, text);
        }

        if (UserNames(links, "names") is { Length: > 0 } added)
        {
            return new SystemBody(SystemEvent.ParticipantAdded, actor, added, text);
        }

        return links.GetValueOrDefault("remark") is { } remark && remark.ChildText("plain") is { } title
            ? new SystemBody(SystemEvent.TitleChanged, actor, [], title)
            : new SystemBody(SystemEvent.Other, actor, [], text);
    }

    private static string[] UserNames(Dictionary<string, XmlNode> links, string name) =>
        links.GetValueOrDefault(name)?["memberlist"] is not { } members ? []
            : [.. members.Children.Select(m => m.ChildText("username")).OfType<string>().Distinct(StringComparer.Ordinal).Take(WeChatLimits.MaxItemsOfMessage)];

    private static string Fill(string template, Dictionary<string, XmlNode> links)
    {
        StringBuilder text = new(template.Length);
        ReadOnlySpan<char> rest = template;
        while (rest.IndexOf('$') is >= 0 and int at && rest[(at + 1)..].IndexOf('$') is >= 0 and int length)
        {
            text.Append(rest[..at]);
            if (!links.TryGetValue(rest.Slice(at + 1, length).ToString(), out XmlNode? link) || text.Length > WeChatLimits.MaxMadeTextChars)
            {
                text.Append('$');   // a price, perhaps
                rest = rest[(at + 1)..];
                continue;
            }

            AppendLink(link, text);
            rest = rest[(at + length + 2)..];
        }

        return text.Append(rest).ToString();
    }

    private static void AppendLink(XmlNode link, StringBuilder text)
    {
        if (link.Attribute("hidden") == "1")
        {
            return;
        }

        if (link["memberlist"] is not { } members)
        {
            text.Append(link.ChildText("plain") ?? link.ChildText("title"));
            return;
        }

        string separator = link["separator"]?.Text is { Length: > 0 } told ? told : ", ";
        text.AppendJoin(separator, members.Children.Select(m => m.ChildText("nickname") ?? m.ChildText("username")).OfType<string>().Take(WeChatLimits.MaxItemsOfMessage));
    }
}
