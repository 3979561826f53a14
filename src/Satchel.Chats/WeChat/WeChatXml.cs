namespace Satchel.Chats.WeChat;

/// <summary>
/// Reads the XML of payloads, which is often not well formed: characters that XML does not allow, <c>&amp;</c> as it is, several roots. There are no documents' types and no
/// entities but the five and numbers; what is too deep or too much is not read.
/// </summary>
internal static class WeChatXml
{
    /// <summary>Reads a text; null where it holds no element, declares a document's type, or is beyond a limit. What is broken is read as far as it goes.</summary>
    /// <returns>An element without a name, which holds the roots.</returns>
    public static XmlNode? TryRead(string? text) =>
        text is null || text.Length > WeChatLimits.MaxPayloadChars || !text.Contains('<', StringComparison.Ordinal) ? null : new XmlScanner(text).Read();

    /// <summary>Whether a text begins as XML does, after white space.</summary>
    public static bool Looks(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> trimmed = text.TrimStart(" \t\r\n\uFEFF\0");
        return trimmed.Length > 1 && trimmed[0] == '<' && (XmlScanner.IsNameStart(trimmed[1]) || trimmed[1] is '?' or '!');
    }
}
