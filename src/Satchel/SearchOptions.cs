namespace Satchel;

/// <summary>Where to search, and how much to give.</summary>
public sealed record SearchOptions
{
    /// <summary>The only chat to look in; null for all.</summary>
    public string? ChatId { get; init; }

    /// <summary>Only what was sent since then; null for no bound.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was sent until then; null for no bound.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The most hits to give; 0 for all.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>How many of the newest to leave out.</summary>
    public int Offset { get; init; }
}
