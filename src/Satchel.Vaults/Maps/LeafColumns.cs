namespace Satchel.Vaults.Maps;

/// <summary>A leaf's entries as columns and back (docs/format.md, section 9.4).</summary>
internal sealed class LeafColumns
{
    private int _n;
    public NodeBody Encode(LeafBuffer leaf)
    {
        _n++;
        byte[] body = leaf.DomainAndBytes[1..].ToArray();
        return new NodeBody(body, body.Length, 0, 0);
    }

    public static LeafBuffer Decode(NodeBody body, int entriesLength)
    {
        var leaf = new LeafBuffer(entriesLength, 128);
        var cursor = new NodeCursor(body.Structure);
        while (!cursor.IsAtEnd)
        {
            ReadOnlySpan<byte> key = cursor.Take(cursor.ReadLength(VaultLimits.MaxKeyBytes));
            ReadOnlySpan<byte> record = cursor.Take(cursor.ReadLength(VaultLimits.MaxRecordBytes));
            if (leaf.Count > 0 && key.SequenceCompareTo(leaf.KeyAt(leaf.Count - 1).Span) <= 0)
            {
                throw NodeCursor.Damaged("is out of order");
            }

            leaf.Append(key, record);
        }

        return leaf;
    }
}
