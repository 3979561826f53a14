namespace Satchel;

/// <summary>The part of a message that a hit is shown by.</summary>
/// <param name="Text">The part; an ellipsis stands where it is cut.</param>
/// <param name="Marks">Where terms stand in it: start and length in UTF-16 units, in order, none over another.</param>
public sealed record SearchSnippet(string Text, IReadOnlyList<(int Start, int Length)> Marks)
{
    private const int MaxChars = 100;
    private const int CharsBefore = 30;
    private const string Cut = "…";

    /// <summary>The part of a field around the first of some folded terms.</summary>
    internal static SearchSnippet Of(string field, IReadOnlyList<string> terms)
    {
        FoldedPlaces places = new(field);
        int at = terms.Count == 0 ? 0 : Math.Max(0, places.IndexOf(terms[0], 0).Start);
        int start = Math.Max(0, at - CharsBefore);
        int end = Math.Min(field.Length, start + MaxChars);
        start -= start > 0 && char.IsLowSurrogate(field[start]) ? 1 : 0;
        end += end < field.Length && char.IsLowSurrogate(field[end]) ? 1 : 0;
        int shift = (start > 0 ? Cut.Length : 0) - start;
        string text = (start > 0 ? Cut : "") + field[start..end] + (end < field.Length ? Cut : "");
        return new SearchSnippet(text, [.. Marked(places, terms, start, end).Select(mark => (mark.Start + shift, mark.End - mark.Start))]);
    }

    private static List<(int Start, int End)> Marked(FoldedPlaces places, IReadOnlyList<string> terms, int start, int end)
    {
        List<(int Start, int End)> all = [];
        foreach (string term in terms)
        {
            for ((int Start, int End, int Next) found = places.IndexOf(term, 0); found.Start >= 0 && found.Start < end; found = places.IndexOf(term, found.Next))
            {
                if (found.Start >= start && found.End <= end && found.End > found.Start)
                {
                    all.Add((found.Start, found.End));
                }
            }
        }

        List<(int Start, int End)> marks = [];
        foreach ((int Start, int End) mark in all.Order())
        {
            if (marks.Count > 0 && mark.Start <= marks[^1].End)
            {
                marks[^1] = (marks[^1].Start, Math.Max(marks[^1].End, mark.End));
            }
            else
            {
                marks.Add(mark);
            }
        }

        return marks;
    }
}
