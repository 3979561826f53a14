namespace Satchel.Vaults.Maps;

/// <summary>A node, as the node above it names it.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Level">0 for a leaf.</param>
/// <param name="Entries">How many entries lie in it and below.</param>
/// <param name="FirstKey">Its first key; empty for a root, of which nothing says it.</param>
internal readonly record struct NodeReference(Digest Digest, int Level, long Entries, ReadOnlyMemory<byte> FirstKey);
