namespace Satchel.Vaults.Maps;

/// <summary>A key that two maps do not hold alike.</summary>
/// <param name="Key">The key.</param>
/// <param name="Before">Its record in the older map; null where it was added.</param>
/// <param name="After">Its record in the newer map; null where it was removed.</param>
public readonly record struct MapDifference(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? Before, ReadOnlyMemory<byte>? After);
