namespace Satchel.Vaults.Maps;

/// <summary>A stored node whose entries, or children, went into a new one.</summary>
/// <param name="Digest">Its digest.</param>
/// <param name="Body">What a delta is taken against.</param>
internal sealed record Predecessor(Digest Digest, NodeBody Body)
{
    /// <summary>Those that a delta may rest on: none that is as deep as can be, and not too many.</summary>
    public static List<Predecessor> Choose(IReadOnlyList<Predecessor> sources)
    {
        var chosen = new List<Predecessor>(VaultLimits.MaxDeltaPrefixes);
        long lengthBytes = 0;
        foreach (Predecessor source in sources)
        {
            lengthBytes += source.Body.Bytes.Length;
            if (chosen.Count < VaultLimits.MaxDeltaPrefixes && source.Body.Depth < VaultLimits.MaxDeltaDepth
                && lengthBytes <= VaultLimits.MaxNodeBytes && !chosen.Exists(other => other.Digest == source.Digest))
            {
                chosen.Add(source);
            }
        }

        return chosen;
    }

    /// <summary>The bodies one after another: the prefix of a delta.</summary>
    public static byte[] Join(IReadOnlyList<Predecessor> predecessors) =>
        predecessors.Count == 1 ? predecessors[0].Body.Bytes : NodeBody.Join([.. predecessors.Select(predecessor => predecessor.Body)]);
}
