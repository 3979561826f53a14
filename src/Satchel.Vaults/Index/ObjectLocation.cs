using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>Where an object lies, and all that is needed to open it.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Epoch">The epoch of the pack's key.</param>
/// <param name="PackBytes">The length of the pack.</param>
/// <param name="Number">The object's number in the pack, which is its nonce.</param>
/// <param name="Type">What it is.</param>
/// <param name="Codec">How it was made smaller.</param>
/// <param name="Offset">Where its sealed bytes begin.</param>
/// <param name="SealedBytes">Their length.</param>
/// <param name="LengthBytes">Its length once decoded.</param>
internal readonly record struct ObjectLocation(
    PackName Pack, int Epoch, int PackBytes, int Number, ObjectType Type, ObjectCodec Codec, int Offset, int SealedBytes, int LengthBytes);
