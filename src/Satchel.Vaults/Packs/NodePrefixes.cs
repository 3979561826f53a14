namespace Satchel.Vaults.Packs;

/// <summary>The nodes that a delta node rests on: none for a whole node, at most three.</summary>
/// <param name="Count">How many.</param>
/// <param name="Depth">How many deltas must be undone to read the node: 0 for a whole one.</param>
/// <param name="First">The first.</param>
/// <param name="Second">The second.</param>
/// <param name="Third">The third.</param>
internal readonly record struct NodePrefixes(int Count, int Depth, ObjectId First, ObjectId Second, ObjectId Third)
{
    public ObjectId this[int index] => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static NodePrefixes Of(ReadOnlySpan<ObjectId> ids, int depth) => new(
        ids.Length <= VaultLimits.MaxDeltaPrefixes ? ids.Length : throw new ArgumentException("Too many prefixes.", nameof(ids)),
        depth,
        ids.Length > 0 ? ids[0] : default,
        ids.Length > 1 ? ids[1] : default,
        ids.Length > 2 ? ids[2] : default);
}
