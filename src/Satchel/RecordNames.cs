using System.Collections.Frozen;
using System.Text.Json;
using Satchel.Chats;

namespace Satchel;

/// <summary>The record stream's names of the model's enumerations: their own, in lower camel case.</summary>
internal static class RecordNames
{
    public static string Of(MessageKind kind) => Names<MessageKind>.Of(kind);

    public static string Of(MessageStatus status) => Names<MessageStatus>.Of(status);

    public static string Of(ChatKind kind) => Names<ChatKind>.Of(kind);

    public static string Of(SystemEvent what) => Names<SystemEvent>.Of(what);

    public static string Of(CallOutcome outcome) => Names<CallOutcome>.Of(outcome);

    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && Names<T>.ByName.TryGetValue(name, out value);
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<string, T> ByName =
            Enum.GetValues<T>().ToFrozenDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), StringComparer.Ordinal);

        private static readonly FrozenDictionary<T, string> ByValue = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

        public static string Of(T value) => ByValue.TryGetValue(value, out string? name) ? name : "unknown";
    }
}
