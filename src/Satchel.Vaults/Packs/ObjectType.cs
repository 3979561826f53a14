namespace Satchel.Vaults.Packs;

/// <summary>What an object is (docs/format.md, "Ids").</summary>
internal enum ObjectType : byte
{
    /// <summary>A piece of a file's content.</summary>
    Chunk = 1,

    /// <summary>A node of a map, in its stored form.</summary>
    Node = 2,
}
