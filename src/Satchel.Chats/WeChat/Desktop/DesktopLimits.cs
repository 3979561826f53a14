namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What the readers of the desktop's files take at most, and why.</summary>
internal static class DesktopLimits
{
    /// <summary>Bytes of one payload, decompressed; the longest merged forwards have some 2 MiB.</summary>
    public const int MaxPayloadBytes = 64 << 20;

    /// <summary>Bytes of a column beside the payload, decompressed.</summary>
    public const int MaxSourceBytes = 1 << 20;

    /// <summary>Tables of a database that are looked at: one for each chat.</summary>
    public const int MaxTables = 200_000;

    /// <summary>Databases of a source; an account has some thirty.</summary>
    public const int MaxDatabases = 1000;

    /// <summary>How deep below a source's root databases lie.</summary>
    public const int MaxDatabaseDepth = 5;

    /// <summary>User names that a database numbers.</summary>
    public const int MaxNames = 5_000_000;

    /// <summary>Voices and files of which the place is kept in mind.</summary>
    public const int MaxMediaRows = 8_000_000;

    /// <summary>Voices that are looked at before all of them are.</summary>
    public const int NewestVoices = 1000;

    /// <summary>Changed messages up to which they are read one by one; beyond, reading all of them costs less.</summary>
    public const int MaxChangedMessages = 200_000;

    /// <summary>Pictures that are looked at to find the mask of an account.</summary>
    public const int MaxPicturesForMask = 32;

    /// <summary>Folders that are looked at for such pictures.</summary>
    public const int MaxFoldersForMask = 256;
}
