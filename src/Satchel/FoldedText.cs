using System.Text;

namespace Satchel;

/// <summary>
/// Text made alike where people would call it the same: case, width and composition of letters do not count. It is the
/// case folding of Unicode between two normalisations to NFKC.
/// </summary>
internal static class FoldedText
{
    // Hangul syllables compose by arithmetic: a leading consonant, a vowel, perhaps a trailing consonant.
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Trails = 28;

    /// <summary><paramref name="text"/> in its folded form.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        FoldingTable table = FoldingTable.Instance;
        if (!table.ChangesAnyOf(text))
        {
            return text;
        }

        List<int> points = Decompose(text, table);
        Order(points, table);
        Compose(points, table);
        var folded = new StringBuilder(points.Count);
        foreach (int point in points)
        {
            folded.Append(new Rune(point).ToString());
        }

        return folded.ToString();
    }

    /// <summary>Half a surrogate pair becomes U+FFFD, as runes have it.</summary>
    private static List<int> Decompose(string text, FoldingTable table)
    {
        var points = new List<int>(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (table.Folding.TryGetValue(rune.Value, out int[]? folded))
            {
                points.AddRange(folded);
            }
            else
            {
                points.Add(rune.Value);
            }
        }

        return points;
    }

    /// <summary>Sorts marks that follow one another by their class; those of one class stay in order.</summary>
    private static void Order(List<int> points, FoldingTable table)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int mark = table.ClassOf(points[i]);
            int place = i;
            while (mark != 0 && place > 0 && table.ClassOf(points[place - 1]) > mark)
            {
                (points[place], points[place - 1]) = (points[place - 1], points[place]);
                place--;
            }
        }
    }

    /// <summary>Joins each letter with the marks that follow it, unless another mark of the same or a higher class stands between.</summary>
    private static void Compose(List<int> points, FoldingTable table)
    {
        int starter = -1;
        int lastClass = 0;
        int kept = 0;
        foreach (int point in points.ToArray())
        {
            int mark = table.ClassOf(point);
            bool adjacent = starter >= 0 && kept == starter + 1;
            if (starter >= 0 && (adjacent || lastClass < mark) && Pair(points[starter], point, table) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (mark == 0)
            {
                starter = kept;
            }

            lastClass = mark;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second, FoldingTable table)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
        {
            return SyllableBase + ((((first - LeadBase) * Vowels) + (second - VowelBase)) * Trails);
        }

        bool isOpenSyllable = first is >= SyllableBase and < SyllableBase + (Leads * Vowels * Trails) && (first - SyllableBase) % Trails == 0;
        if (isOpenSyllable && second is > TrailBase and < TrailBase + Trails)
        {
            return first + (second - TrailBase);
        }

        return table.Pairs.TryGetValue((first, second), out int composed) ? composed : null;
    }
}
