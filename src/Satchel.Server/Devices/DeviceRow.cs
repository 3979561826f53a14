namespace Satchel.Server.Devices;

/// <summary>A device as the database has it.</summary>
internal sealed class DeviceRow
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public long AddedAt { get; init; }

    public long? LastSeenAt { get; init; }
}
