using System.Text.Json;

namespace Satchel.SearchIndex;

/// <summary>What an index in the cache is of, and the files that it is made of.</summary>
internal sealed record IndexManifest
{
    /// <summary>Rises with every change of segments, or of how text is folded: an index of another version is made anew.</summary>
    public const int CurrentVersion = 1;

    public required int Version { get; init; }

    /// <summary>The histories, as they were when it was made, in their order.</summary>
    public required IReadOnlyList<IndexedLayer> Layers { get; init; }

    /// <summary>The ids of chats by number.</summary>
    public required IReadOnlyList<string> Chats { get; init; }

    /// <summary>The ids of senders by number.</summary>
    public required IReadOnlyList<string> Senders { get; init; }

    /// <summary>The segments in order.</summary>
    public required IReadOnlyList<StoredSegment> Segments { get; init; }

    /// <summary>Reads one; null where it is none of this version.</summary>
    public static IndexManifest? TryParse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, IndexJson.Default.IndexManifest) is { Version: CurrentVersion } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The numbers of chats and senders.</summary>
    public IndexNames Names() => new(Chats, Senders);

    /// <summary>Writes it.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, IndexJson.Default.IndexManifest);
}
