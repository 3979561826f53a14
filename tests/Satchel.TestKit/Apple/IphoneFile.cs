namespace Satchel.TestKit.Apple;

/// <summary>A file, folder or link of a phone.</summary>
public sealed record IphoneFile
{
    /// <summary>The content.</summary>
    public byte[] Content { get; init; } = [];

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Where it leads, if it is a link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Its permission bits.</summary>
    public int Mode { get; init; } = 0x1A4;

    /// <summary>The class of its key.</summary>
    public uint ProtectionClass { get; init; } = 3;

    /// <summary>When it was modified.</summary>
    public DateTimeOffset ModifiedAt { get; init; } = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    /// <summary>Whether its record has a checksum.</summary>
    public bool HasDigest { get; init; }

    /// <summary>The extended attributes of its record.</summary>
    public byte[]? ExtendedAttributes { get; init; }

    /// <summary>Whether the manifest names it and its payload is not there.</summary>
    public bool IsPayloadMissing { get; init; }

    /// <summary>Whether an empty file has an empty payload in an encrypted backup, not one of padding alone.</summary>
    public bool IsStoredEmpty { get; init; }
}
