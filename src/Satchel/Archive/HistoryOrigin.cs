namespace Satchel.Archive;

/// <summary>What a FROM can name.</summary>
public enum HistoryOriginKind
{
    /// <summary>Everything that the vault has ever seen, merged.</summary>
    Archive,

    /// <summary>The newest snapshot.</summary>
    Latest,

    /// <summary>The snapshot whose id starts with the value.</summary>
    Snapshot,

    /// <summary>The source at the path.</summary>
    Path,
}

/// <summary>Where messages are taken from: what the argument FROM says.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Value">The digits of a snapshot's id, or the path; else empty.</param>
public sealed record HistoryOrigin(HistoryOriginKind Kind, string Value)
{
    private const int MinDigits = 8;
    private const int MaxDigits = 64;

    /// <summary>Everything that the vault has ever seen.</summary>
    public static HistoryOrigin Archive { get; } = new(HistoryOriginKind.Archive, "");

    /// <summary>The newest snapshot.</summary>
    public static HistoryOrigin Latest { get; } = new(HistoryOriginKind.Latest, "");

    /// <summary>
    /// Reads an argument: <c>archive</c>, <c>latest</c>, 8 to 64 hex digits, else a path. A path that looks like one of
    /// the others is written with a slash: <c>./latest</c>.
    /// </summary>
    public static HistoryOrigin Parse(string text) => text switch
    {
        "archive" => Archive,
        "latest" => Latest,
        _ when text.Length is >= MinDigits and <= MaxDigits && text.All(char.IsAsciiHexDigit) =>
            new HistoryOrigin(HistoryOriginKind.Snapshot, text.ToLowerInvariant()),
        _ => new HistoryOrigin(HistoryOriginKind.Path, text),
    };
}
