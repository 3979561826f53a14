namespace Satchel.Vaults.Maps;

/// <summary>A stretch of a map that cannot be read.</summary>
/// <param name="From">The first key of it; empty where nothing tells it.</param>
/// <param name="Before">The first key after it; null where it reaches to the end of the map.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Problem">What is wrong, and with which object.</param>
public sealed record MapLoss(ReadOnlyMemory<byte> From, ReadOnlyMemory<byte>? Before, long Entries, string Problem);
