namespace Satchel.Vaults.Packs;

/// <summary>An object of the running writer that no index lists yet.</summary>
/// <param name="Pack">The number of its pack among the writer's.</param>
/// <param name="Number">Its number in the pack.</param>
/// <param name="Offset">Where its sealed bytes begin.</param>
/// <param name="SealedBytes">Their length.</param>
/// <param name="LengthBytes">Its length once decoded.</param>
/// <param name="Type">What it is.</param>
/// <param name="Codec">How it was made smaller.</param>
internal readonly record struct PendingObject(int Pack, int Number, int Offset, int SealedBytes, int LengthBytes, ObjectType Type, ObjectCodec Codec)
{
    public PackEntry ToEntry(ObjectId id) => new(Type, Codec, id, Offset, SealedBytes, LengthBytes, default);
}
