using System.Collections;

namespace Satchel.Vaults.Maps;

/// <summary>Neighbouring entries of one leaf.</summary>
internal sealed class LeafSlice(LeafBuffer leaf, int start, int count) : IReadOnlyList<MapEntry>
{
    public int Count => count;

    public MapEntry this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
            return leaf.EntryAt(start + index);
        }
    }

    public IEnumerator<MapEntry> GetEnumerator()
    {
        for (int i = 0; i < count; i++)
        {
            yield return leaf.EntryAt(start + i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
