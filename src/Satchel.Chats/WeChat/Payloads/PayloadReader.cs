namespace Satchel.Chats.WeChat.Payloads;

/// <summary>
/// Reads what the content of a row says. It takes anything: content that is broken or unknown leaves the kind that the type tells, and is kept as it is.
/// </summary>
internal static class PayloadReader
{
    /// <summary>Reads a row's content.</summary>
    public static PayloadContent Read(WeChatRow row)
    {
        string content = row.Content ?? "";
        string? sender = null;
        if (MayHavePrefix(row) && GroupPrefix.TrySplit(content, out string named, out string rest))
        {
            sender = WeChatIds.IsGroup(named) ? null : named;
            content = rest;
        }

        PayloadContent read = Read(row, content);
        return read with
        {
            SenderId = sender ?? read.SenderId,
            Mentions = read.Mentions.Count > 0 ? read.Mentions : MentionsIn(row.Source),
            Payload = row.Type == WeChatTypes.Text && read.Kind == MessageKind.Text || content.Length == 0 ? null : content,
        };
    }

    // Notices are nobody's; of those that are XML some have the group's own name before them.
    private static bool MayHavePrefix(WeChatRow row) =>
        row is { IsGroup: true, Content: not null } and not { Outgoing: true } && row.Type != WeChatTypes.Notice;

    private static PayloadContent Read(WeChatRow row, string content) => row.Type switch
    {
        WeChatTypes.Text => new PayloadContent { Kind = MessageKind.Text, Text = row.Content is null ? null : content },
        WeChatTypes.Image => MediaPayload.Image(WeChatXml.TryRead(content)),
        WeChatTypes.Voice => MediaPayload.Voice(content),
        WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => MediaPayload.Video(WeChatXml.TryRead(content)),
        WeChatTypes.Sticker => MediaPayload.Sticker(WeChatXml.TryRead(content)),
        WeChatTypes.Card or WeChatTypes.WorkCard => CardPayload.Read(WeChatXml.TryRead(content)),
        WeChatTypes.Location => PlacePayload.Read(WeChatXml.TryRead(content)),
        WeChatTypes.App => AppPayload.Read(content, row.SubType, row.OwnerId),
        WeChatTypes.Call or WeChatTypes.GroupCall => CallPayload.Read(content),
        WeChatTypes.Notice or WeChatTypes.SystemXml => SystemPayload.Read(content, row.OwnerId),
        WeChatTypes.FriendRequest or WeChatTypes.PossibleFriend => SystemPayload.ReadRequest(WeChatXml.TryRead(content)),
        _ => new PayloadContent { Kind = MessageKind.Unknown },
    };

    /// <summary>The user names in <c>msgsource</c>'s <c>atuserlist</c>, which are parted by commas; everybody is <c>notify@all</c>, which is nobody's name.</summary>
    private static string[] MentionsIn(string? source)
    {
        if (source is null || !source.Contains("atuserlist", StringComparison.Ordinal)
            || WeChatXml.TryRead(source)?.Find("atuserlist")?.Text is not { Length: > 0 } list)
        {
            return [];
        }

        return [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(name => name is not ("notify@all" or "announcement@all")).Distinct(StringComparer.Ordinal).Take(WeChatLimits.MaxItemsOfMessage)];
    }
}
