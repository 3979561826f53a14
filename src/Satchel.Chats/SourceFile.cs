namespace Satchel.Chats;

/// <summary>A file in a source's container.</summary>
/// <param name="Path">Where it lies below the source's root, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
public sealed record SourceFile(string Path, SourceFileKind Kind)
{
    /// <summary>Where on this machine the bytes lie that hold it, encrypted perhaps; null where nothing on disk is it alone. What tells whether it changed.</summary>
    public string? StoredPath { get; init; }

    /// <summary>The length of the content in bytes.</summary>
    public long LengthBytes { get; init; }

    /// <summary>When it was modified.</summary>
    public DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Its permission bits.</summary>
    public int Mode { get; init; }

    /// <summary>Where a link leads; else null.</summary>
    public string? LinkTarget { get; init; }
}

/// <summary>What a file in a source's container is.</summary>
public enum SourceFileKind
{
    /// <summary>A file with content.</summary>
    File,

    /// <summary>An empty folder.</summary>
    EmptyFolder,

    /// <summary>A symbolic link.</summary>
    Link,
}
