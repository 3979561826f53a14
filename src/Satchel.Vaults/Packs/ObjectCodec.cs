namespace Satchel.Vaults.Packs;

/// <summary>How an object's bytes were made smaller before they were sealed (docs/format.md, "A pack").</summary>
internal enum ObjectCodec : byte
{
    AsIs = 0,

    /// <summary>One zstd frame.</summary>
    Zstd = 1,
}
