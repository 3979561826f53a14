using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>What opening a history needs besides its origin.</summary>
public sealed record HistoryViewOptions
{
    /// <summary>The cache: what does not fit into memory while it is sorted goes there for a moment.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The person's keys, for a source that is read directly.</summary>
    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>The owner's id, for a source that does not tell.</summary>
    public string? AccountId { get; init; }

    internal string ScratchFolder => Path.Combine(CacheFolder, "scratch");
}
