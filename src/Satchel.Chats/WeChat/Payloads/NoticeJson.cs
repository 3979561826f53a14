using System.Text.Json;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Notices of calls in groups are JSON with a text to show.</summary>
internal static class NoticeJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <summary>The text to show, or null.</summary>
    public static string? TextOf(string content)
    {
        if (content.Length > WeChatLimits.MaxMadeTextChars)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(content, Options);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("msgContent", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;   // broken, or a text that is no text
        }
    }
}
