using System.Text.Json;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>What a message's raw codes say that its kind does not: the codes of the platform that it comes from, as an iPhone's.</summary>
internal static class SourceCodes
{
    /// <summary>The integer under a name in a message's raw object; null where there is none.</summary>
    public static long? Number(string? raw, string name)
    {
        if (raw is null || !raw.Contains(name, StringComparison.Ordinal))
        {
            return null;
        }

        using JsonDocument? json = Parse(raw);
        return json is not null && json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? number
            : null;
    }

    /// <summary>The text under a name in a message's raw object; null where there is none.</summary>
    public static string? Text(string? raw, string name)
    {
        if (raw is null || !raw.Contains(name, StringComparison.Ordinal))
        {
            return null;
        }

        using JsonDocument? json = Parse(raw);
        return json is not null && json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    /// <summary>The code of a message whose kind has none, or has several; null where the kind alone decides.</summary>
    public static int? TypeOf(string platform, MessageKind kind, long rawType)
    {
        if (platform == "ios")
        {
            return rawType is >= 0 and <= int.MaxValue ? (int)rawType : null;
        }

        if (platform != "android")
        {
            return null;
        }

        return (kind, rawType) switch
        {
            (MessageKind.Image, 42) => IosMessageTypes.ViewOnceImage,
            (MessageKind.Video, 43) => IosMessageTypes.ViewOnceVideo,
            (MessageKind.Voice or MessageKind.Audio, 82) => IosMessageTypes.ViewOnceVoice,
            (MessageKind.Unknown, 88) => AiFeedback,
            (MessageKind.Unknown, 92) => Event,
            (MessageKind.Unknown, 94) => ChannelInvite,
            (MessageKind.Unknown, 99) => IosMessageTypes.Album,
            (MessageKind.Unknown, 103) => StatusMention,
            (MessageKind.System, 112) => IosMessageTypes.PrivacyNotice,
            (MessageKind.System, 36) => IosMessageTypes.TimerChanged,
            _ => null,
        };
    }

    /// <summary>The type and code of an event by the action code of Android; null where only the event itself decides.</summary>
    public static (int Type, int Code)? EventOfAction(long action, bool? blocked) => action switch
    {
        1 => (IosMessageTypes.GroupEvent, 1),
        6 => (IosMessageTypes.GroupEvent, 4),
        11 => (IosMessageTypes.GroupEvent, 12),
        4 or 12 or 20 => (IosMessageTypes.GroupEvent, 2),
        5 or 13 => (IosMessageTypes.GroupEvent, 3),
        7 or 14 => (IosMessageTypes.GroupEvent, 7),
        15 => (IosMessageTypes.GroupEvent, 10),
        19 or 67 => (IosMessageTypes.Notice, 2),
        18 => (IosMessageTypes.Notice, 36),
        46 or 69 => (IosMessageTypes.Notice, 26),
        50 => (IosMessageTypes.Notice, 30),
        58 => (IosMessageTypes.Notice, blocked == false ? 35 : 34),
        _ => null,
    };

    /// <summary>The truth value under a name in a message's raw object; null where there is none.</summary>
    public static bool? Truth(string? raw, string name)
    {
        if (raw is null || !raw.Contains(name, StringComparison.Ordinal))
        {
            return null;
        }

        using JsonDocument? json = Parse(raw);
        return json is not null && json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;
    }

    private const int AiFeedback = 58;
    private const int ChannelInvite = 62;
    private const int Event = 63;
    private const int StatusMention = 68;

    private static JsonDocument? Parse(string raw)
    {
        try
        {
            JsonDocument json = JsonDocument.Parse(raw);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return json;
            }

            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
