namespace Satchel.Server.Administration;

/// <summary>A blob in the trash.</summary>
internal sealed class TrashedBlob
{
    public byte[] StorageKey { get; init; } = [];

    public long Vault { get; init; }

    public string Name { get; init; } = "";

    public long Bytes { get; init; }

    public byte[] Digest { get; init; } = [];
}
