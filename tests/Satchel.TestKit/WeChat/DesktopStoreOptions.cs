namespace Satchel.TestKit.WeChat;

/// <summary>What an account's folder that the builders of desktop stores make is like.</summary>
public sealed record DesktopStoreOptions
{
    /// <summary>The 32 bytes to encrypt it with; null for plain databases.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Whether the key is that of each file itself (4.x); else the account's, from which each file's is derived.</summary>
    public bool IsRawKey { get; init; }

    /// <summary>The key of pictures (4.x): with it they are V2; empty: V1; null: masked as a whole.</summary>
    public byte[]? ImageKey { get; init; }

    /// <summary>The mask of pictures.</summary>
    public byte Mask { get; init; } = 0x5B;

    /// <summary>Over how many databases the messages are spread, by time.</summary>
    public int Shards { get; init; } = 2;

    /// <summary>Whether payloads are compressed.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Whether files are written.</summary>
    public bool Files { get; init; } = true;
}
