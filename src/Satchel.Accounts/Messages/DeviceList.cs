namespace Satchel.Accounts.Messages;

/// <summary>The answer to <c>GET /v1/devices</c>.</summary>
/// <param name="Devices">Those that are not revoked, oldest first.</param>
public sealed record DeviceList(IReadOnlyList<DeviceEntry> Devices);
