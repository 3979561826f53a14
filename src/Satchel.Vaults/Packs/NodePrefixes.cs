namespace Satchel.Vaults.Packs;

/// <summary>The nodes that a delta node rests on: none for a whole node, at most three.</summary>
internal readonly record struct NodePrefixes(int Count, ObjectId First, ObjectId Second, ObjectId Third)
{
    public ObjectId this[int index] => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static NodePrefixes Of(ReadOnlySpan<ObjectId> ids) => new(
        ids.Length <= VaultLimits.MaxDeltaPrefixes ? ids.Length : throw new ArgumentException("Too many prefixes.", nameof(ids)),
        ids.Length > 0 ? ids[0] : default,
        ids.Length > 1 ? ids[1] : default,
        ids.Length > 2 ? ids[2] : default);
}
