using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Texts of notices with tags that only mark links and pictures.</summary>
internal static class PseudoTags
{
    /// <summary>The text without its tags; what is no tag stays.</summary>
    public static string Strip(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal) && !text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }

        return WeChatXml.TryRead(text) is { } xml && xml.Children.Count > 0 ? AllText(text) : text;
    }

    /// <summary>All text in an element and below, in order of the elements.</summary>
    public static string TextOf(XmlNode element)
    {
        StringBuilder text = new();
        Append(element, text);
        return text.ToString();
    }

    private static void Append(XmlNode element, StringBuilder text)
    {
        if (text.Length > WeChatLimits.MaxMadeTextChars)
        {
            return;
        }

        text.Append(element.Text.Trim());
        foreach (XmlNode child in element.Children)
        {
            Append(child, text);
        }
    }

    // Text and tags in their order, which elements do not keep.
    private static string AllText(string text)
    {
        StringBuilder kept = new(text.Length);
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOf('<') is >= 0 and int at)
        {
            kept.Append(rest[..at]);
            rest = rest[at..];
            bool isTag = rest.Length > 2 && (XmlScanner.IsNameStart(rest[1]) || rest[1] is '/');
            int end = isTag ? rest.IndexOf('>') : 0;
            if (end < 0)
            {
                break;   // no tag ends behind here
            }

            kept.Append(isTag ? "" : "<");
            rest = rest[(end + 1)..];
        }

        return XmlEntities.Decode(kept.Append(rest).ToString());
    }
}
