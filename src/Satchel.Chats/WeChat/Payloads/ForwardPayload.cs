using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Messages forwarded together, and notes: a record of items, which may hold further records.</summary>
internal static class ForwardPayload
{
    /// <summary>The title, then each item on a line of its own with who said it; nested records are moved in.</summary>
    public static string? TextOf(XmlNode? app)
    {
        if (app is null)
        {
            return null;
        }

        StringBuilder text = new(AppPayload.TitleOf(app));
        int titled = text.Length;
        if (RecordOf(app["recorditem"]) is { } record)
        {
            AppendItems(record, text, 0);
        }

        if (text.Length == titled && app.ChildText("des") is { } description && description != app.ChildText("title"))
        {
            text.Append(titled > 0 ? "\n" : "").Append(description);
        }

        return text.Length == 0 ? null : text.ToString();
    }

    /// <summary>A note: its text, which describes it; else its title and its items.</summary>
    public static string? NoteOf(XmlNode? app) => app?.ChildText("des") is { } text ? text : TextOf(app);

    // The record is an element, or text that is one: in CDATA, or escaped.
    private static XmlNode? RecordOf(XmlNode? holder) =>
        holder is null ? null : holder.Find("recordinfo") ?? (holder.Text.Contains('<', StringComparison.Ordinal) ? WeChatXml.TryRead(holder.Text)?.Find("recordinfo") : null);

    private static void AppendItems(XmlNode record, StringBuilder text, int depth)
    {
        foreach (XmlNode item in record["datalist"]?.Children ?? [])
        {
            if (text.Length > WeChatLimits.MaxMadeTextChars)
            {
                return;
            }

            if (item.Name != "dataitem")
            {
                continue;
            }

            string? said = item.ChildText("datadesc") ?? item.ChildText("datatitle") ?? item["weburlitem"]?.ChildText("title") ?? PlaceOf(item);
            string? sender = item.ChildText("sourcename");
            if (said is not null || sender is not null)
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(' ', 2 * depth).Append(sender).Append(sender is null ? "" : ": ").Append(said ?? KindOf(item));
            }

            if (depth < WeChatLimits.MaxNestedPayloads && RecordOf(item["recordxml"]) is { } nested)
            {
                AppendItems(nested, text, depth + 1);
            }
        }
    }

    private static string? PlaceOf(XmlNode item) =>
        item["locitem"] is { } place ? place.ChildText("poiname") ?? place.ChildText("label") : null;

    // What has no words of its own: the same in all languages.
    private static string KindOf(XmlNode item) => item.Attribute("datatype") switch
    {
        "2" => "<image>",
        "3" => "<voice>",
        "4" => "<video>",
        "6" => "<location>",
        "8" => "<document>",
        "16" => "<contact>",
        "17" => "<mergedForward>",
        "37" => "<sticker>",
        _ => "<…>",
    };
}
