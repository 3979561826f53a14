using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.Android;

/// <summary>A message as one line, to compare whole messages.</summary>
internal static class MessageText
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Of(Message message) =>
        JsonSerializer.Serialize(message, Options) + (message.Body is { } body ? body.GetType().Name + JsonSerializer.Serialize<object>(body, Options) : "");
}
