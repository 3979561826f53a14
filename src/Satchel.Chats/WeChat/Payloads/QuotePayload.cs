namespace Satchel.Chats.WeChat.Payloads;

/// <summary>What a message replies to: <c>refermsg</c> holds the id, the sender and the content of the quoted message.</summary>
internal static class QuotePayload
{
    /// <summary>Reads it; null where there is none.</summary>
    public static Quote? Read(XmlNode? refer)
    {
        if (refer is null)
        {
            return null;
        }

        string? chat = refer.ChildText("fromusr");
        string? member = refer.ChildText("chatusr");
        string? sender = member is not null && !WeChatIds.IsGroup(member) ? member : chat is not null && !WeChatIds.IsGroup(chat) ? chat : null;
        return new Quote(PayloadNumbers.ServerId(refer.ChildText("svrid")), sender, TextOf(refer));
    }

    // A text as it is; of an app message its title. Pictures and the like have no text.
    private static string? TextOf(XmlNode refer)
    {
        if (refer["content"]?.Text is not { Length: > 0 } content)
        {
            return null;
        }

        bool isText = PayloadNumbers.Whole(refer.ChildText("type")) is WeChatTypes.Text or 0;
        if (!WeChatXml.Looks(content))
        {
            return isText || PayloadNumbers.Whole(refer.ChildText("type")) == WeChatTypes.App ? WithoutSender(content) : null;
        }

        return isText ? content : WeChatXml.TryRead(content)?.Find("appmsg") is { } app ? AppPayload.TitleOf(app) : null;
    }

    // Some clients quote a text of a group with its sender before it.
    private static string WithoutSender(string content) => GroupPrefix.TrySplit(content, out _, out string rest) ? rest : content;
}
