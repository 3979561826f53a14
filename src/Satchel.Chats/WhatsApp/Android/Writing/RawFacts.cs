using System.Text.Json;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>What a message's <see cref="Message.Raw"/> says, as the readers of WhatsApp write it.</summary>
internal sealed class RawFacts : IDisposable
{
    private readonly JsonDocument? _document;

    private RawFacts(JsonDocument? document) => _document = document;

    /// <summary>Nothing said.</summary>
    public static RawFacts None { get; } = new(null);

    /// <summary>Reads it; nothing is said by what is no JSON object.</summary>
    public static RawFacts Of(string? raw)
    {
        if (raw is null)
        {
            return None;
        }

        try
        {
            var document = JsonDocument.Parse(raw);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new RawFacts(document);
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // What another source keeps beside a message is nobody's duty to be JSON that we read.
        }

        return None;
    }

    /// <summary>A number.</summary>
    public long? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    /// <summary>A real.</summary>
    public double? Real(string name) => Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;

    /// <summary>A text.</summary>
    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>A truth value.</summary>
    public bool? Truth(string name) => Find(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : null;

    /// <summary>An object inside; null where there is none.</summary>
    public RawFacts? Inside(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? Of(value.GetRawText()) : null;

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();

    private JsonElement? Find(string name) => _document is not null && _document.RootElement.TryGetProperty(name, out JsonElement value) ? value : null;
}
