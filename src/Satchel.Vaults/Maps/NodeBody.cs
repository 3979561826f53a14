namespace Satchel.Vaults.Maps;

/// <summary>
/// A node before compression, which is what a delta is taken against: of a leaf its three sections one after another,
/// of an inner node its canonical bytes (docs/format.md, section 9.4).
/// </summary>
/// <param name="Bytes">The body.</param>
/// <param name="StructureLength">Of a leaf, the length of numbers, lengths and types.</param>
/// <param name="TextLength">Of a leaf, the length of what compresses; raw bytes are the rest.</param>
/// <param name="Depth">0 for a node that is stored whole, else how many deltas must be undone to read it.</param>
internal sealed record NodeBody(byte[] Bytes, int StructureLength, int TextLength, int Depth)
{
    public ReadOnlySpan<byte> Structure => Bytes.AsSpan(0, StructureLength);

    public ReadOnlySpan<byte> Text => Bytes.AsSpan(StructureLength, TextLength);

    public ReadOnlySpan<byte> Raw => Bytes.AsSpan(StructureLength + TextLength);

    /// <summary>Bodies one after another.</summary>
    public static byte[] Join(IReadOnlyList<NodeBody> bodies)
    {
        byte[] joined = new byte[bodies.Sum(body => body.Bytes.Length)];
        int at = 0;
        foreach (NodeBody body in bodies)
        {
            body.Bytes.CopyTo(joined, at);
            at += body.Bytes.Length;
        }

        return joined;
    }
}
