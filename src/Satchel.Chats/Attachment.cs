namespace Satchel.Chats;

/// <summary>A file of a message.</summary>
public sealed record Attachment
{
    private const string ThumbnailEnding = ".thumb";

    /// <summary>The file's name to show, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The media type, or null.</summary>
    public string? Mime { get; init; }

    /// <summary>Where the file lies below the source's root, with <c>/</c>, or null where the source names none.</summary>
    public string? Path { get; init; }

    /// <summary>The length of the content in bytes: as found, else as the source says; null where neither tells.</summary>
    public long? LengthBytes { get; init; }

    /// <summary>The SHA-256 of the content: as found, else as the source says; 32 bytes, or null.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Width in pixels, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Height in pixels, or null.</summary>
    public int? Height { get; init; }

    /// <summary>Duration in milliseconds, or null.</summary>
    public long? DurationMillis { get; init; }

    /// <summary>Whether the content is not there. A reader leaves this false; whoever looks for the file sets it.</summary>
    public bool Missing { get; init; }

    /// <summary>
    /// Where the content lies if not in a file: a cell of one of the source's databases (an embedded thumbnail).
    /// Such an attachment follows the one whose file may be missing, and stays only where that is.
    /// </summary>
    public CellReference? Cell { get; init; }

    /// <summary>
    /// Whether it is a small picture of the one before it: a cell, or a file with the ending that WhatsApp gives such files on an iPhone. It stays only where the
    /// file that it is a picture of is missing.
    /// </summary>
    public bool IsThumbnail => Cell is not null || Path?.EndsWith(ThumbnailEnding, StringComparison.Ordinal) == true;
}

/// <summary>One cell of a table with rowids.</summary>
/// <param name="Database">The database's path below the source's root.</param>
/// <param name="Table">The table's name.</param>
/// <param name="RowId">The row.</param>
/// <param name="Column">The column's name.</param>
public sealed record CellReference(string Database, string Table, long RowId, string Column);
