using System.Numerics;

namespace Satchel.SearchIndex;

/// <summary>Goes through the text of a segment from one end to the other, as fast as memory gives it.</summary>
internal static class SegmentScan
{
    private const int RowBits = 64;
    private const int NearRows = 4;

    /// <summary>Which messages of a segment are hits: a bit for each row, of a message's versions only the last that is one.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="terms">What all must be in a row, folded, in UTF-8; where there is none, the filter alone counts.</param>
    /// <param name="filter">Which rows are meant.</param>
    public static ulong[] Find(IndexSegment segment, ReadOnlySpan<byte[]> terms, RowFilter filter)
    {
        ulong[] hits = new ulong[(segment.Rows + RowBits - 1) / RowBits];
        if (terms.IsEmpty)
        {
            FindAll(segment, filter, hits);
        }
        else
        {
            FindTerms(segment, terms, filter, hits);
        }

        KeepLastVersions(segment, hits);
        return hits;
    }

    /// <summary>How many bits are set.</summary>
    public static int Count(ReadOnlySpan<ulong> hits)
    {
        int count = 0;
        foreach (ulong bits in hits)
        {
            count += BitOperations.PopCount(bits);
        }

        return count;
    }

    /// <summary>The rows whose bits are set, the last first.</summary>
    public static IEnumerable<int> LastFirst(ulong[] hits)
    {
        for (int i = hits.Length - 1; i >= 0; i--)
        {
            for (ulong bits = hits[i]; bits != 0;)
            {
                int bit = BitOperations.Log2(bits);
                yield return (i * RowBits) + bit;
                bits &= ~(1UL << bit);
            }
        }
    }

    private static void FindAll(IndexSegment segment, RowFilter filter, ulong[] hits)
    {
        for (int row = 0; row < segment.Rows; row++)
        {
            if (filter.Admits(segment, row))
            {
                hits[row / RowBits] |= 1UL << (row % RowBits);
            }
        }
    }

    // The longest term is likely the rarest; the others are looked for where it is.
    private static void FindTerms(IndexSegment segment, ReadOnlySpan<byte[]> terms, RowFilter filter, ulong[] hits)
    {
        byte[] longest = terms[0];
        foreach (byte[] term in terms)
        {
            longest = term.Length > longest.Length ? term : longest;
        }

        ReadOnlySpan<byte> text = segment.Text;
        ReadOnlySpan<int> starts = segment.TextStart;
        bool isAny = filter.AdmitsAll;
        int row = 0;
        for (int from = 0; from < text.Length;)
        {
            int found = text[from..].IndexOf(longest);
            if (found < 0)
            {
                return;
            }

            row = RowAt(starts, row, from + found);
            from = starts[row + 1];
            if ((isAny || filter.Admits(segment, row)) && HasAll(text[starts[row]..from], terms, longest))
            {
                hits[row / RowBits] |= 1UL << (row % RowBits);
            }
        }
    }

    private static bool HasAll(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> terms, byte[] known)
    {
        foreach (byte[] term in terms)
        {
            if (term != known && text.IndexOf(term) < 0)
            {
                return false;
            }
        }

        return true;
    }

    // The next hit is most often near, or far away.
    private static int RowAt(ReadOnlySpan<int> starts, int row, int offset)
    {
        for (int i = 0; i < NearRows; i++, row++)
        {
            if (starts[row + 1] > offset)
            {
                return row;
            }
        }

        int low = row;
        int high = starts.Length - 1;
        while (low + 1 < high)
        {
            int middle = low + ((high - low) / 2);
            if (starts[middle] <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static void KeepLastVersions(IndexSegment segment, ulong[] hits)
    {
        ReadOnlySpan<RowFlags> flags = segment.Flags;
        for (int i = 0; i < hits.Length; i++)
        {
            for (ulong bits = hits[i]; bits != 0; bits &= bits - 1)
            {
                int row = (i * RowBits) + BitOperations.TrailingZeroCount(bits);
                if ((flags[row] & RowFlags.Last) == 0 && HasLaterVersion(flags, hits, row))
                {
                    hits[i] &= ~(1UL << (row % RowBits));
                }
            }
        }
    }

    private static bool HasLaterVersion(ReadOnlySpan<RowFlags> flags, ulong[] hits, int row)
    {
        for (int later = row + 1; later < flags.Length; later++)
        {
            if ((hits[later / RowBits] & (1UL << (later % RowBits))) != 0)
            {
                return true;
            }

            if ((flags[later] & RowFlags.Last) != 0)
            {
                return false;
            }
        }

        return false;
    }
}
