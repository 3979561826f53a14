namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to <c>POST /v1/devices</c>.</summary>
/// <param name="Device">The id it gave the device.</param>
public sealed record AddedDevice(string Device);
