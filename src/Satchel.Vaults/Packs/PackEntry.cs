namespace Satchel.Vaults.Packs;

/// <summary>One object as a pack's directory lists it.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Codec">How it was made smaller.</param>
/// <param name="Id">Its name.</param>
/// <param name="Offset">Where its sealed bytes begin in the pack.</param>
/// <param name="SealedBytes">Their length, tag included.</param>
/// <param name="LengthBytes">Its length once decoded.</param>
/// <param name="Prefixes">What a delta node rests on.</param>
internal readonly record struct PackEntry(
    ObjectType Type, ObjectCodec Codec, ObjectId Id, int Offset, int SealedBytes, int LengthBytes, NodePrefixes Prefixes);
