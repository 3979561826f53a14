namespace Satchel.Vaults;

/// <summary>Every limit of the vault format, each with its reason (docs/format.md, "Limits").</summary>
public static class VaultLimits
{
    /// <summary>The largest pack with header, directory and padding: one buffer, one request.</summary>
    public const int MaxPackBytes = 16 * 1024 * 1024;

    /// <summary>A pack is closed when its objects reach this: two packs in the making and two on their way stay small in memory.</summary>
    public const int TargetPackBytes = 8 * 1024 * 1024;

    /// <summary>The largest chunk of a file before compression; a longer file is several chunks.</summary>
    public const int MaxChunkBytes = 4 * 1024 * 1024;

    /// <summary>The largest node before compression: one oversized entry and its neighbours.</summary>
    public const int MaxNodeBytes = 8 * 1024 * 1024;

    /// <summary>The longest key of a map.</summary>
    public const int MaxKeyBytes = 16 * 1024;

    /// <summary>The longest record of a map; longer fields go into chunks of their own.</summary>
    public const int MaxRecordBytes = 4 * 1024 * 1024;

    /// <summary>A text or blob of a row longer than this is stored as chunks, and named by digest in the row.</summary>
    public const int MaxInlineFieldBytes = 32 * 1024;

    /// <summary>The most fields of a record: SQLite's hard limit on columns.</summary>
    public const int MaxFields = 32_767;

    /// <summary>The highest tree: 32 to the 12th nodes.</summary>
    public const int MaxHeight = 12;

    /// <summary>The longest chain of a delta node to the whole node it rests on.</summary>
    public const int MaxDeltaDepth = 4;

    /// <summary>The most nodes that one delta node names as its prefix.</summary>
    public const int MaxDeltaPrefixes = 3;

    /// <summary>The largest snapshot record.</summary>
    public const int MaxSnapshotBytes = 1024 * 1024;

    /// <summary>The largest index blob; a longer one is written as several.</summary>
    public const int MaxIndexBytes = 8 * 1024 * 1024;

    /// <summary>The largest file below keys/, and satchel.json.</summary>
    public const int MaxKeyFileBytes = 256 * 1024;
}
