namespace Satchel.Chats.Apple;

/// <summary>The limits that iPhone backups meet.</summary>
internal static class AppleLimits
{
    /// <summary>How many folders down a backup is looked for: a home folder holds it four down.</summary>
    public const int MaxSearchDepth = 8;

    /// <summary>A manifest; the largest that users report has half a GiB.</summary>
    public const long MaxManifestBytes = 16L << 30;

    /// <summary>What the manifest holds of one file: about 500 bytes, with extended attributes some KiB more.</summary>
    public const int MaxRecordBytes = 1024 * 1024;

    /// <summary>A path below a domain, in characters; iOS itself has none over 1,024 bytes.</summary>
    public const int MaxPathLength = 4096;
}
