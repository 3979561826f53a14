namespace Satchel.Vaults.Maps;

/// <summary>A decoded leaf, and its body where an editor may take a delta against it.</summary>
internal sealed record LeafNode(LeafBuffer Entries, NodeBody? Body);
