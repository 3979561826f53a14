namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>What the reader of backups to a computer takes at most, and why.</summary>
internal static class BackupLimits
{
    /// <summary>Bytes of one segment of texts, which is read into memory; the app's have some 100 KB.</summary>
    public const int MaxSegmentBytes = 64 << 20;

    /// <summary>Pieces of one object: the app cuts at 512 KB, so this is a file of 8 GB.</summary>
    public const int MaxPieces = 16_384;

    /// <summary>Files of one message; a forward has one for each item.</summary>
    public const int MaxMediaOfMessage = 4096;

    /// <summary>Segments that are tried with each key until one fits.</summary>
    public const int SegmentsToTry = 8;

    /// <summary>Changed segments that are read one by one; with more everything is read again.</summary>
    public const int MaxChangedSegments = 10_000;
}
