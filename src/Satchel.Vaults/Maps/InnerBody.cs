namespace Satchel.Vaults.Maps;

/// <summary>The canonical bytes of an inner node: its level, then for each child digest, varint entries below, varint key length, first key.</summary>
internal static class InnerBody
{
    // A digest, a count and an empty key.
    private const int MinChildBytes = Digest.LengthBytes + 2;

    public static byte[] Write(int level, ReadOnlySpan<NodeReference> children)
    {
        int length = 1;
        foreach (NodeReference child in children)
        {
            length += Digest.LengthBytes + Varint.LengthOf((ulong)child.Entries)
                + Varint.LengthOf((ulong)child.FirstKey.Length) + child.FirstKey.Length;
        }

        byte[] body = new byte[length];
        body[0] = (byte)level;
        int at = 1;
        foreach (NodeReference child in children)
        {
            child.Digest.CopyTo(body.AsSpan(at));
            at += Digest.LengthBytes;
            at += Varint.Write(body.AsSpan(at), (ulong)child.Entries);
            at += Varint.Write(body.AsSpan(at), (ulong)child.FirstKey.Length);
            child.FirstKey.CopyTo(body.AsMemory(at));
            at += child.FirstKey.Length;
        }

        return body;
    }

    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no inner node.</exception>
    public static InnerNode Read(NodeBody body)
    {
        var cursor = new NodeCursor(body.Bytes);
        int level = cursor.ReadByte();
        if (level is 0 or > VaultLimits.MaxHeight)
        {
            throw NodeCursor.Damaged("is of an impossible level");
        }

        var children = new List<NodeReference>(Math.Min(NodeBoundary.MaxChildren, body.Bytes.Length / MinChildBytes));
        long total = 0;
        while (!cursor.IsAtEnd)
        {
            Digest digest = new(cursor.Take(Digest.LengthBytes));
            ulong entries = cursor.ReadVarint();
            int keyLength = cursor.ReadLength(VaultLimits.MaxKeyBytes);
            int keyStart = body.Bytes.Length - cursor.Rest.Length;
            _ = cursor.Take(keyLength);
            ReadOnlyMemory<byte> key = body.Bytes.AsMemory(keyStart, keyLength);
            if (entries == 0 || entries > (ulong)(long.MaxValue - total) || children.Count == NodeBoundary.MaxChildren
                || (children.Count > 0 && children[^1].FirstKey.Span.SequenceCompareTo(key.Span) >= 0))
            {
                throw NodeCursor.Damaged("has children that cannot be");
            }

            total += (long)entries;
            children.Add(new NodeReference(digest, level - 1, (long)entries, key));
        }

        return children.Count > 0
            ? new InnerNode(level, [.. children], body)
            : throw NodeCursor.Damaged("has no children");
    }
}
