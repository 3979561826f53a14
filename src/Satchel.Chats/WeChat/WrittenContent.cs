using System.Text.Json;
using Satchel.Chats.WeChat.Payloads;

namespace Satchel.Chats.WeChat;

/// <summary>
/// A message as a writer puts it into a store: the type, the type of an app message, and the content without any sender before it, byte for byte as it was read where it was
/// kept.
/// </summary>
/// <param name="Type">The base type.</param>
/// <param name="SubType">The type of an app message, else 0.</param>
/// <param name="Content">The content.</param>
/// <param name="IsWhole">Whether it is the content that the message came with, or a plain text; else one that was made of what is known.</param>
internal readonly record struct WrittenContent(int Type, int SubType, string Content, bool IsWhole)
{
    /// <summary>Whether the sender stands before the content in a group: not before a notice.</summary>
    public bool TakesPrefix => Type is not (WeChatTypes.Notice or WeChatTypes.SystemXml);

    /// <summary>What a message is written as.</summary>
    public static WrittenContent Of(Message message)
    {
        (string? payload, int? rawType) = ReadRaw(message.Raw);
        int type = TypeOf(message.Kind, payload, rawType);
        if (payload is not null)
        {
            return new WrittenContent(type, type == WeChatTypes.App ? SubTypeOf(message, payload) : 0, payload, IsWhole: true);
        }

        string? text = message.Text ?? (message.Body as SystemBody)?.Text;
        return message.Kind == MessageKind.Revoked && message.NativeId is not null
            ? new WrittenContent(WeChatTypes.SystemXml, 0, RecallOf(message), IsWhole: false)
            : new WrittenContent(type, 0, text ?? "", text is not null || message.Kind == MessageKind.Text);
    }

    private static (string? Payload, int? Type) ReadRaw(string? raw)
    {
        if (raw is null)
        {
            return default;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(raw);
            string? payload = json.RootElement.TryGetProperty("payload", out JsonElement content) && content.ValueKind == JsonValueKind.String ? content.GetString() : null;
            int? type = json.RootElement.TryGetProperty("type", out JsonElement code) && code.TryGetInt32(out int number) ? number : null;
            return (payload, type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return default;   // not what a reader of WeChat's wrote
        }
    }

    private static int TypeOf(MessageKind kind, string? payload, int? rawType)
    {
        bool isApp = payload?.Contains("<appmsg", StringComparison.Ordinal) == true;
        return kind switch
        {
            MessageKind.Unknown => rawType ?? (isApp ? WeChatTypes.App : WeChatTypes.Text),
            _ when isApp => WeChatTypes.App,
            MessageKind.Image => WeChatTypes.Image,
            MessageKind.Voice or MessageKind.Audio => WeChatTypes.Voice,
            MessageKind.Video or MessageKind.VideoNote => WeChatTypes.Video,
            MessageKind.Sticker or MessageKind.Gif => WeChatTypes.Sticker,
            MessageKind.Location or MessageKind.LiveLocation => WeChatTypes.Location,
            MessageKind.Contact => WeChatTypes.Card,
            MessageKind.Call => payload?.StartsWith('{') == true ? WeChatTypes.GroupCall : WeChatTypes.Call,
            MessageKind.System => SystemTypeOf(payload),
            MessageKind.Revoked => IsSystemXml(payload) ? WeChatTypes.SystemXml : WeChatTypes.Notice,
            MessageKind.Text or MessageKind.Poll => WeChatTypes.Text,
            _ => payload is null ? WeChatTypes.Text : WeChatTypes.App,
        };
    }

    private static int SystemTypeOf(string? payload) =>
        IsSystemXml(payload) ? WeChatTypes.SystemXml
        : payload?.Contains("fromusername=", StringComparison.Ordinal) == true && payload.Contains("<msg", StringComparison.Ordinal) ? WeChatTypes.FriendRequest
        : WeChatTypes.Notice;

    private static bool IsSystemXml(string? payload) => payload?.Contains("<sysmsg", StringComparison.Ordinal) == true;

    private static int SubTypeOf(Message message, string payload) =>
        PayloadReader.Read(new WeChatRow { ChatId = message.ChatId, SentAtMillis = 0, Type = WeChatTypes.App, Outgoing = true, Content = payload }).SubType;

    private static string RecallOf(Message message) =>
        $"<sysmsg type=\"revokemsg\"><revokemsg><newmsgid>{message.NativeId}</newmsgid><replacemsg></replacemsg></revokemsg></sysmsg>";
}
