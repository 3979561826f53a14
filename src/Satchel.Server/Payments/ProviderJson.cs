using System.Text.Json;

namespace Satchel.Server.Payments;

/// <summary>Reads what providers send, of which nothing is certain: a member that is missing, or of another kind, is null.</summary>
internal static class ProviderJson
{
    /// <summary>A member that is text.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A member that is a whole number.</summary>
    public static long? Number(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    /// <summary>A member that is true or false.</summary>
    public static bool? Flag(this JsonElement element, string name) => element.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A member, whatever it is.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>A member of a member, and so on.</summary>
    public static JsonElement? Member(this JsonElement element, string name, params ReadOnlySpan<string> further)
    {
        JsonElement? found = element.Member(name);
        foreach (string next in further)
        {
            found = found?.Member(next);
        }

        return found;
    }

    /// <summary>The elements of a member that is a list; none where it is not.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
