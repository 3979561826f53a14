namespace Satchel.Vaults.Keys;

/// <summary>What a listing tells of a key of a vault.</summary>
/// <param name="Slot">Its id, 32 hex digits.</param>
/// <param name="Kind"><c>passphrase</c>, <c>recovery</c> or <c>device</c>.</param>
/// <param name="Name">What the person called it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record KeySlotInfo(string Slot, string Kind, string Name, DateTimeOffset CreatedAt);
