namespace Satchel.Spool;

/// <summary>An entry of a spool.</summary>
/// <param name="Key">What it is sorted by.</param>
/// <param name="Payload">What goes with it.</param>
internal readonly record struct SpoolEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Payload);
