using System.Runtime.CompilerServices;

namespace Satchel.Vaults.Maps;

public sealed partial class SortedMap
{
    /// <summary>What differs from an older map of the same kind, in ascending order. Nodes that both share are not read.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: a node is lost or not what it should be.</exception>
    public async IAsyncEnumerable<MapDifference> CompareAsync(
        SortedMap older, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = new MapStepper(older._loader, older.Root);
        var after = new MapStepper(_loader, Root);
        while (!before.IsAtEnd || !after.IsAtEnd)
        {
            if (!before.IsAtEnd && !after.IsAtEnd && !before.IsAtEntry && !after.IsAtEntry && before.Node.Digest == after.Node.Digest)
            {
                before.SkipNode();
                after.SkipNode();
                continue;
            }

            MapStepper? entered = ToEnter(before, after);
            if (entered is not null)
            {
                await entered.EnterAsync(cancellationToken);
                continue;
            }

            if (TakeDifference(before, after) is { } difference)
            {
                yield return difference;
            }
        }
    }

    // The one whose next node must be opened before anything can be said; null where the next entry can be judged.
    private static MapStepper? ToEnter(MapStepper before, MapStepper after)
    {
        bool beforeIsNode = !before.IsAtEnd && !before.IsAtEntry;
        bool afterIsNode = !after.IsAtEnd && !after.IsAtEntry;
        if (beforeIsNode && afterIsNode)
        {
            int order = before.Node.Level.CompareTo(after.Node.Level);
            order = order != 0 ? order : after.Key.SequenceCompareTo(before.Key);
            return order >= 0 ? before : after;
        }

        if (beforeIsNode)
        {
            return after.IsAtEnd || before.Key.SequenceCompareTo(after.Key) <= 0 ? before : null;
        }

        return afterIsNode && (before.IsAtEnd || after.Key.SequenceCompareTo(before.Key) <= 0) ? after : null;
    }

    private static MapDifference? TakeDifference(MapStepper before, MapStepper after)
    {
        int order = before.IsAtEnd ? 1 : after.IsAtEnd ? -1 : before.Key.SequenceCompareTo(after.Key);
        MapEntry? old = null;
        MapEntry? current = null;
        if (order <= 0)
        {
            old = before.Entry;
            before.NextEntry();
        }

        if (order >= 0)
        {
            current = after.Entry;
            after.NextEntry();
        }

        return old is { } one && current is { } other && one.Record.Span.SequenceEqual(other.Record.Span)
            ? null
            : new MapDifference((old ?? current)!.Value.Key, old?.Record, current?.Record);
    }
}
