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

    /// <summary>The zone of the phone that wrote a text export; null for the machine's.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The name under which the owner stands in a text export; null where the person did not say.</summary>
    public string? OwnName { get; init; }

    /// <summary>In which order the dates of a text export stand; null where the file is to tell.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>
    /// Whether a source's files are read for their SHA-256 as its messages are given; else they are only looked for, and an attachment has what the source says of it.
    /// </summary>
    public bool HashContents { get; init; } = true;

    /// <summary>Whether the text exports of an archive are a view of their own: their messages and people have no ids that others share.</summary>
    public bool TextExportsApart { get; init; }

    /// <summary>The formats that are looked for at a path.</summary>
    internal IReadOnlyList<IChatFormat> Formats { get; init; } = ChatFormats.All;

    internal string ScratchFolder => Path.Combine(CacheFolder, "scratch");
}
