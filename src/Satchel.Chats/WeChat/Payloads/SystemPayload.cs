namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Notices: plain texts with pseudo-tags, and <c>sysmsg</c> of many types.</summary>
internal static class SystemPayload
{
    // A notice is short; a longer text that speaks of recalling is somebody's announcement.
    private const int MaxRecallChars = 300;

    private static readonly string[] RecallWords =
    [
        "撤回了一条消息", "撤回一条消息", "撤回了一条成员消息", "的一条消息", "收回了一則訊息", "收回了一則消息", "撤回了一則訊息",
        "recalled a message", "has recalled a message", "recalled this message", "withdrew a message", "unsent a message",
    ];

    /// <summary>Reads one.</summary>
    public static PayloadContent Read(string content, string? ownerId)
    {
        XmlNode? sysmsg = WeChatXml.Looks(content) ? WeChatXml.TryRead(content)?.Find("sysmsg") : null;
        return sysmsg is null ? Plain(content) : OfType(sysmsg, ownerId);
    }

    /// <summary>Requests to become a contact (37), and people one may know (40).</summary>
    public static PayloadContent ReadRequest(XmlNode? xml)
    {
        XmlNode? msg = xml?.Find("msg");
        string? actor = msg?.Attribute("fromusername") ?? msg?.Attribute("username");
        string? name = msg?.Attribute("fromnickname") ?? msg?.Attribute("nickname");
        string? said = msg?.Attribute("content");
        string? text = name is null ? said : said is null ? name : $"{name}: {said}";
        return new PayloadContent { Kind = MessageKind.System, Body = new SystemBody(SystemEvent.Other, actor, [], text) };
    }

    private static PayloadContent OfType(XmlNode sysmsg, string? ownerId)
    {
        switch (sysmsg.Attribute("type"))
        {
            case "revokemsg":
                XmlNode? revoke = sysmsg["revokemsg"];
                return Recall(revoke?["replacemsg"]?.Text, PayloadNumbers.Whole(revoke?.ChildText("newmsgid")));
            case "editrevokecontent":
                return Recall(sysmsg.Find("text")?.Text, 0) with { IsOwnRecall = true };
            case "sysmsgtemplate" or "tmpl_type_profile" when sysmsg.Find("content_template") is { } template:
                return Notice(NoticeTemplate.Read(template, ownerId));
            case "delchatroommember" when sysmsg["delchatroommember"] is { } invitation:
                return Notice(Invitation(invitation, ownerId));
            case "pat":
                return Notice(PatPayload.Read(sysmsg));
            default:
                return sysmsg.Find("content_template") is { } other ? Notice(NoticeTemplate.Read(other, ownerId)) : Notice(new SystemBody(SystemEvent.Other, null, [], TextOf(sysmsg)));
        }
    }

    private static PayloadContent Plain(string content)
    {
        string text = PseudoTags.Strip(content.StartsWith('{') ? NoticeJson.TextOf(content) ?? content : content).Trim();
        bool isRecall = text.Length <= MaxRecallChars && Array.Exists(RecallWords, w => text.Contains(w, StringComparison.OrdinalIgnoreCase))
            && (text.Contains('撤', StringComparison.Ordinal) || text.Contains("收回", StringComparison.Ordinal) || text.Contains("message", StringComparison.OrdinalIgnoreCase));
        return isRecall ? Recall(text, 0)
            : Notice(GroupNames.TitleIn(text) is { } title ? new SystemBody(SystemEvent.TitleChanged, null, [], title) : new SystemBody(SystemEvent.Other, null, [], text.Length == 0 ? null : text));
    }

    private static PayloadContent Notice(SystemBody body) => new() { Kind = MessageKind.System, Body = body };

    // The sender is told by the words alone: one's own recalls begin with "you".
    private static PayloadContent Recall(string? words, long recalled)
    {
        ReadOnlySpan<char> said = words.AsSpan().TrimStart();
        return new PayloadContent
        {
            Kind = MessageKind.Revoked,
            RecalledServerId = recalled,
            IsOwnRecall = said.StartsWith("你") || said.StartsWith("您") || said.StartsWith("You ", StringComparison.OrdinalIgnoreCase),
        };
    }

    // "You invited …", which the owner may take back: the names are those of whom.
    private static SystemBody Invitation(XmlNode invitation, string? ownerId)
    {
        string[] subjects = [.. (invitation.Find("memberlist")?.Children ?? [])
            .Select(m => m.Name == "username" ? m.Text.Trim() : m.ChildText("username")).OfType<string>().Where(n => n.Length > 0)
            .Distinct(StringComparer.Ordinal).Take(WeChatLimits.MaxItemsOfMessage)];
        string? text = invitation.ChildText("plain") ?? invitation.ChildText("text");
        return new SystemBody(subjects.Length == 0 ? SystemEvent.Other : SystemEvent.ParticipantAdded, subjects.Length == 0 ? null : ownerId, subjects, text is null ? null : PseudoTags.Strip(text));
    }

    private static string? TextOf(XmlNode sysmsg)
    {
        string? told = sysmsg.Find("plain")?.Text ?? sysmsg.Find("appmsgcontent")?.Text ?? sysmsg.Find("content")?.Text ?? sysmsg.Find("text")?.Text;
        string text = PseudoTags.Strip(told is { Length: > 0 } ? told : PseudoTags.TextOf(sysmsg)).Trim();
        return text.Length == 0 ? null : text;
    }
}
