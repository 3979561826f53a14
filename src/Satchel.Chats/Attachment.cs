namespace Satchel.Chats;

/// <summary>A file of a message.</summary>
public sealed record Attachment
{
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

    /// <summary>Where the content lies if in a cell of one of the source's databases: an embedded thumbnail, or all of a voice message.</summary>
    public CellReference? Cell { get; init; }

    /// <summary>Where the content lies if in pieces of files: one after another they are what is stored.</summary>
    public IReadOnlyList<FileSlice> Slices { get; init; } = [];

    /// <summary>
    /// How the content is made of the bytes that are stored (<see cref="AttachmentCodings"/>); null where they are the content.
    /// <see cref="LengthBytes"/>, <see cref="Sha256"/> and <see cref="Mime"/> are of the content, not of what is stored.
    /// </summary>
    public string? Coding { get; init; }

    /// <summary>The SHA-256 of the stored bytes of a file that has a <see cref="Coding"/>; a reader leaves this null, whoever looks for the file sets it.</summary>
    public byte[]? StoredSha256 { get; init; }

    /// <summary>Whether it is a small picture of the one before it. It stays only where the content that it is a picture of is missing.</summary>
    public bool IsThumbnail { get; init; }
}

/// <summary>One cell of a table with rowids.</summary>
/// <param name="Database">The database's path below the source's root.</param>
/// <param name="Table">The table's name.</param>
/// <param name="RowId">The row.</param>
/// <param name="Column">The column's name.</param>
public sealed record CellReference(string Database, string Table, long RowId, string Column);

/// <summary>A piece of a file.</summary>
/// <param name="Path">The file below the source's root, with <c>/</c>.</param>
/// <param name="Offset">Where the piece begins.</param>
/// <param name="LengthBytes">How long it is.</param>
public sealed record FileSlice(string Path, long Offset, long LengthBytes);
