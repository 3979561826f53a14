using System.Buffers;
using System.Text.Json;

namespace Satchel.SearchIndex;

/// <summary>What an index in the cache is of, and the files that it is made of.</summary>
internal sealed record IndexManifest
{
    /// <summary>Rises with every change of segments, or of how text is folded: an index of another version is made anew.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The histories, as they were when it was made, in their order.</summary>
    public required IReadOnlyList<IndexedLayer> Layers { get; init; }

    /// <summary>The ids of chats by number.</summary>
    public required IReadOnlyList<string> Chats { get; init; }

    /// <summary>The ids of senders by number.</summary>
    public required IReadOnlyList<string> Senders { get; init; }

    /// <summary>The segments in order.</summary>
    public required IReadOnlyList<StoredSegment> Segments { get; init; }

    /// <summary>Reads one; null where it is none of this version.</summary>
    public static IndexManifest? TryParse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.GetProperty("version").GetInt32() != CurrentVersion ? null : new IndexManifest
            {
                Layers = Read(root, "layers", layer => new IndexedLayer(
                    Text(layer, "source"), Text(layer, "digest"), layer.GetProperty("height").GetInt32(), layer.GetProperty("entries").GetInt64(), Text(layer, "directory"))),
                Chats = Read(root, "chats", id => id.GetString()!),
                Senders = Read(root, "senders", id => id.GetString()!),
                Segments = Read(root, "segments", segment => new StoredSegment(Text(segment, "name"), segment.GetProperty("first").GetInt64(), segment.GetProperty("last").GetInt64())),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The numbers of chats and senders.</summary>
    public IndexNames Names() => new(Chats, Senders);

    /// <summary>Writes it.</summary>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", CurrentVersion);
            WriteLayers(json);
            RecordJson.WriteTexts(json, "chats"u8, Chats);
            RecordJson.WriteTexts(json, "senders"u8, Senders);
            json.WriteStartArray("segments");
            foreach (StoredSegment segment in Segments)
            {
                json.WriteStartObject();
                json.WriteString("name", segment.Name);
                json.WriteNumber("first", segment.First);
                json.WriteNumber("last", segment.Last);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteLayers(Utf8JsonWriter json)
    {
        json.WriteStartArray("layers");
        foreach (IndexedLayer layer in Layers)
        {
            json.WriteStartObject();
            json.WriteString("source", layer.Source);
            json.WriteString("digest", layer.Digest);
            json.WriteNumber("height", layer.Height);
            json.WriteNumber("entries", layer.Entries);
            json.WriteString("directory", layer.Directory);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // An empty list is left out.
    private static List<T> Read<T>(JsonElement root, string name, Func<JsonElement, T> read)
    {
        List<T> items = [];
        if (root.TryGetProperty(name, out JsonElement array))
        {
            foreach (JsonElement item in array.EnumerateArray())
            {
                items.Add(read(item));
            }
        }

        return items;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException($"An index has no {name}.");
}
