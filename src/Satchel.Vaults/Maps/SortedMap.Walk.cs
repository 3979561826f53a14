using System.Runtime.CompilerServices;

namespace Satchel.Vaults.Maps;

public sealed partial class SortedMap
{
    /// <summary>
    /// Every node of the map, each before those below it. An empty map has none. Inner nodes are read; leaves only where
    /// <paramref name="readLeaves"/> asks for it, to check them.
    /// </summary>
    /// <param name="isSeen">Called once for each node before it is handed out or read; true leaves it out with all below.</param>
    /// <param name="readLeaves">Whether leaves are read and checked as well.</param>
    /// <param name="cancellationToken">Cancels the walk.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    internal async IAsyncEnumerable<NodeReference> WalkAsync(
        Func<Digest, bool> isSeen, bool readLeaves, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new Stack<NodeReference>();
        if (Root.Entries > 0)
        {
            open.Push(RootReference);
        }

        while (open.TryPop(out NodeReference next))
        {
            if (isSeen(next.Digest))
            {
                continue;
            }

            yield return next;
            if (next.Level > 0)
            {
                PushChildren(open, await _loader.LoadInnerAsync(next, cancellationToken), KeyRange.All, isDescending: false);
            }
            else if (readLeaves)
            {
                _ = await _loader.LoadLeafAsync(next, withBody: false, cancellationToken);
            }
        }
    }
}
