namespace Satchel.Vaults.Maps;

/// <summary>An entry of a map. What <see cref="SortedMap"/> hands out lies in an immutable node and may be kept; it keeps that node in memory.</summary>
/// <param name="Key">Orders the map, byte by byte.</param>
/// <param name="Record">What <see cref="RecordReader"/> reads.</param>
public readonly record struct MapEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Record);
