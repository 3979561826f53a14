namespace Satchel.Vaults.Maps;

/// <summary>A node on its way to the store.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Stored">Its stored form; null where the store has the node already.</param>
/// <param name="Prefixes">The nodes that a delta rests on.</param>
internal readonly record struct EncodedNode(Digest Digest, byte[]? Stored, Digest[] Prefixes);
