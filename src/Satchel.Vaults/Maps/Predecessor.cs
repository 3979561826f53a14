namespace Satchel.Vaults.Maps;

/// <summary>A stored node whose entries went into a new one.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Body">What a delta is taken against.</param>
internal sealed record Predecessor(Digest Digest, NodeBody Body)
{
    /// <summary>The bodies one after another: the prefix of a delta.</summary>
    public static byte[] Join(IReadOnlyList<NodeBody> bodies, int lengthBytes)
    {
        if (bodies.Count == 1)
        {
            return bodies[0].Bytes;
        }

        byte[] joined = new byte[lengthBytes];
        int at = 0;
        foreach (NodeBody body in bodies)
        {
            body.Bytes.CopyTo(joined, at);
            at += body.Bytes.Length;
        }

        return joined;
    }
}
