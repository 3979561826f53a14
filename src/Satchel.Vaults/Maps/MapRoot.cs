namespace Satchel.Vaults.Maps;

/// <summary>What kind of map a tree is; it says how its nodes are digested and grouped (docs/format.md, "Maps").</summary>
public enum MapKind : byte
{
    /// <summary>Path to file record.</summary>
    Files = 1,

    /// <summary>Table and row key to row; nodes end between tables.</summary>
    Rows = 2,

    /// <summary>Sent time, chat, message and version to message record; entries are hashed with salts.</summary>
    History = 3,

    /// <summary>The account, its participants and its chats.</summary>
    Directory = 4,
}

/// <summary>The root of a map: all that is needed to read it, besides the vault.</summary>
/// <param name="Kind">What kind of map it is.</param>
/// <param name="Digest">The digest of its root node; of an empty leaf where the map is empty.</param>
/// <param name="Height">0 where the root is a leaf.</param>
/// <param name="Entries">How many entries it has.</param>
public sealed record MapRoot(MapKind Kind, Digest Digest, int Height, long Entries);
