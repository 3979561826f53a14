namespace Satchel.Vaults.Index;

/// <summary>What the local index knows at one moment; replaced as a whole.</summary>
/// <param name="Segments">Where the objects are looked up.</param>
/// <param name="Live">The indexes whose packs the segments hold.</param>
/// <param name="Superseded">Indexes whose place others took.</param>
/// <param name="Damaged">Indexes that could not be read, and why; what only they list is not found.</param>
internal sealed record IndexState(
    IReadOnlyList<IndexSegment> Segments, IReadOnlySet<Digest> Live, IReadOnlySet<Digest> Superseded, IReadOnlyDictionary<Digest, string> Damaged)
{
    public static readonly IndexState Empty = new([], new HashSet<Digest>(), new HashSet<Digest>(), new Dictionary<Digest, string>());
}
