using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>App messages (49): what they are says <c>appmsg/type</c>.</summary>
internal static class AppPayload
{
    /// <summary>Reads one.</summary>
    /// <param name="content">The content.</param>
    /// <param name="told">The type that the store tells; it counts where the content says none.</param>
    /// <param name="ownerId">The owner, or null.</param>
    public static PayloadContent Read(string content, int told, string? ownerId)
    {
        XmlNode? xml = WeChatXml.TryRead(content);
        XmlNode? app = xml?.Find("appmsg");
        if (app is null && xml?.Find("sysmsg") is not null)
        {
            return SystemPayload.Read(content, ownerId);   // Android numbers invitations to a group like app messages
        }

        int subType = app is not null && PayloadNumbers.Positive(app.ChildText("type")) is <= int.MaxValue and long type ? (int)type : told;
        PayloadContent read = subType switch
        {
            WeChatTypes.SubFile or WeChatTypes.SubFileUploading => new PayloadContent
            {
                Kind = MessageKind.Document,
                Media = [app is null ? new PayloadMedia(PayloadMediaKind.Document) : MediaPayload.Document(app)],
            },
            WeChatTypes.SubForward => new PayloadContent { Kind = MessageKind.MergedForward, Text = ForwardPayload.TextOf(app) },
            WeChatTypes.SubNote => new PayloadContent { Kind = MessageKind.Note, Text = ForwardPayload.NoteOf(app) },
            WeChatTypes.SubMiniProgram or WeChatTypes.SubMiniProgramShare => new PayloadContent { Kind = MessageKind.MiniProgram, Text = TitleOf(app) },
            WeChatTypes.SubQuote => new PayloadContent { Kind = MessageKind.Text, Text = app?["title"]?.Text, ReplyTo = QuotePayload.Read(app?["refermsg"]) },
            WeChatTypes.SubPat => new PayloadContent { Kind = MessageKind.System, Body = PatPayload.Read(app) },
            WeChatTypes.SubTransfer => new PayloadContent { Kind = MessageKind.Transfer, Text = TransferOf(app) },
            WeChatTypes.SubRedPacket => new PayloadContent { Kind = MessageKind.RedPacket, Text = RedPacketOf(app) },
            _ => LinkOf(app, xml),
        };
        return read with { SubType = subType };
    }

    /// <summary>The title, or what describes it; null where there is neither.</summary>
    public static string? TitleOf(XmlNode? app) => app?.ChildText("title") ?? app?.ChildText("des");

    private static string? TransferOf(XmlNode? app)
    {
        XmlNode? pay = app?["wcpayinfo"];
        string? amount = pay?.ChildText("feedesc");
        string? memo = pay?.ChildText("pay_memo");
        return amount is null ? memo ?? TitleOf(app) : memo is null ? amount : $"{amount}\n{memo}";
    }

    private static string? RedPacketOf(XmlNode? app)
    {
        XmlNode? pay = app?["wcpayinfo"];
        return pay?.ChildText("receivertitle") ?? pay?.ChildText("sendertitle") ?? TitleOf(app);
    }

    // What has an address is a link; of the rest (chains, notices, live locations, channels) what can be read is the text.
    private static PayloadContent LinkOf(XmlNode? app, XmlNode? xml)
    {
        (string? url, string? title, string? description) = Channel(app) ?? Article(app ?? xml) ?? (app?.ChildText("url"), app?.ChildText("title"), app?.ChildText("des"));
        if (url is not null)
        {
            return new PayloadContent { Kind = MessageKind.Link, Body = new LinkBody(url, title, description) };
        }

        string? announcement = app?.ChildText("textannouncement");
        StringBuilder text = new(title);
        string? more = announcement ?? description;
        text.Append(text.Length > 0 && more is not null && more != title ? "\n" : "").Append(more == title ? null : more);
        return new PayloadContent { Kind = MessageKind.Link, Text = text.Length == 0 ? null : text.ToString() };
    }

    // Videos and lives of channels, and their cards, have a title that only tells old clients to update.
    private static (string? Url, string? Title, string? Description)? Channel(XmlNode? app)
    {
        if (app?["finderFeed"] is { } feed)
        {
            return (feed.Find("media")?.ChildText("url") ?? app.ChildText("url"), feed.ChildText("nickname"), feed.ChildText("desc"));
        }

        if (app?["finderLive"] is { } live)
        {
            return (app.ChildText("url"), live.ChildText("finderNickname") ?? live.ChildText("nickname"), live.ChildText("desc"));
        }

        return app?["findernamecard"] is { } card ? (app.ChildText("url"), card.ChildText("nickname"), card.ChildText("auth_job")) : null;
    }

    // What accounts push: the first of its articles stands for them.
    private static (string? Url, string? Title, string? Description)? Article(XmlNode? above) =>
        above?.Find("mmreader")?.Find("item") is { } item && item.ChildText("url") is { } url
            ? (url, item.ChildText("title") ?? above.ChildText("title"), item.ChildText("digest") ?? item.ChildText("summary") ?? above.ChildText("des"))
            : null;
}
