namespace Satchel.Chats.WeChat.Payloads;

/// <summary>
/// Reads what the content of a row says. It takes anything: content that is broken or unknown leaves the kind that the type tells, and is kept as it is.
/// </summary>
internal static class PayloadReader
{
    /// <summary>Reads a row's content.</summary>
    public static PayloadContent Read(WeChatRow row)
    {
        string? content = row.Content;
        string? sender = null;
        if (row is { IsGroup: true } and not { Outgoing: true } && content is not null && GroupPrefix.TrySplit(content, out string named, out string rest))
        {
            sender = named;
            content = rest;
        }

        return new PayloadContent { Kind = MessageKind.Text, Text = content, SenderId = sender };
    }
}
