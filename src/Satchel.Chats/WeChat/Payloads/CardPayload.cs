using System.Text;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>A contact card: the attributes of <c>msg</c>, told as a vCard too.</summary>
internal static class CardPayload
{
    /// <summary>Reads one.</summary>
    public static PayloadContent Read(XmlNode? xml)
    {
        if ((xml?["msg"] ?? xml?.Find("msg")) is not { } msg || (msg.Attribute("username") ?? msg.Attribute("nickname")) is null)
        {
            return new PayloadContent { Kind = MessageKind.Contact };
        }

        string? name = msg.Attribute("nickname") ?? msg.Attribute("alias") ?? msg.Attribute("username");
        StringBuilder card = new("BEGIN:VCARD\r\nVERSION:3.0\r\n");
        Add(card, "FN", name);
        Add(card, "N", name is null ? null : $"{Escape(name)};;;;", isEscaped: true);
        Add(card, "NICKNAME", msg.Attribute("nickname"));
        Add(card, "ADR", Region(msg), isEscaped: true);
        Add(card, "NOTE", msg.Attribute("sign"));
        Add(card, "X-WECHAT-ID", msg.Attribute("alias") ?? msg.Attribute("username"));
        Add(card, "X-WECHAT-USERNAME", msg.Attribute("username"));
        card.Append("END:VCARD\r\n");
        return new PayloadContent { Kind = MessageKind.Contact, Body = new ContactsBody([new ContactCard(name, card.ToString())]) };
    }

    private static string? Region(XmlNode msg) =>
        msg.Attribute("city") is null && msg.Attribute("province") is null ? null : $";;;{Escape(msg.Attribute("city") ?? "")};{Escape(msg.Attribute("province") ?? "")};;";

    private static void Add(StringBuilder card, string property, string? value, bool isEscaped = false)
    {
        if (value is not null)
        {
            card.Append(property).Append(':').Append(isEscaped ? value : Escape(value)).Append("\r\n");
        }
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");
}
