using System.Text;

namespace Satchel;

/// <summary>A text in its folded form, which knows where each part of that came from.</summary>
internal sealed class FoldedPlaces
{
    private readonly string _text;
    private readonly string _folded;

    // For each unit of the folded text, and its end, the place in the text; null where the two are alike unit by unit.
    private readonly int[]? _places;
    private readonly bool _isKnown = true;

    public FoldedPlaces(string text)
    {
        _text = text;
        _folded = FoldedText.Of(text);
        if (_folded.Length == text.Length)
        {
            return;
        }

        // A letter with its marks folds by itself, but where letters join with one another.
        var places = new List<int>(_folded.Length + 1);
        var joined = new StringBuilder(_folded.Length);
        for (int start = 0; start < text.Length;)
        {
            int end = ClusterEnd(text, start);
            string part = FoldedText.Of(text[start..end]);
            joined.Append(part);
            places.AddRange(Enumerable.Repeat(start, part.Length));
            start = end;
        }

        places.Add(text.Length);
        _isKnown = joined.Equals(_folded.AsSpan());
        _places = [.. places];
    }

    /// <summary>Where a folded term stands next: in the text from start to end, and where in the folded text to go on; a negative start where it does not.</summary>
    public (int Start, int End, int Next) IndexOf(string term, int from)
    {
        int at = _isKnown && term.Length > 0 && from <= _folded.Length ? _folded.IndexOf(term, from, StringComparison.Ordinal) : -1;
        if (at < 0)
        {
            return (-1, -1, _folded.Length);
        }

        int next = at + term.Length;
        return (PlaceOf(at), EndOf(next), next);
    }

    private int PlaceOf(int folded) => _places is null ? folded : _places[folded];

    // A letter that becomes two is marked whole where one of the two is found.
    private int EndOf(int folded)
    {
        if (_places is null)
        {
            return folded;
        }

        int last = _places[folded - 1];
        while (folded < _places.Length - 1 && _places[folded] == last)
        {
            folded++;
        }

        return _places[folded] > last ? _places[folded] : _text.Length;
    }

    private static int ClusterEnd(string text, int start)
    {
        int end = start + LengthAt(text, start);
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out Rune next) && FoldingTable.Instance.ClassOf(next.Value) != 0)
        {
            end += next.Utf16SequenceLength;
        }

        return end;
    }

    private static int LengthAt(string text, int at) => Rune.TryGetRuneAt(text, at, out Rune rune) ? rune.Utf16SequenceLength : 1;
}
