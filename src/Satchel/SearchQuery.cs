using System.Text;
using Satchel.Chats;

namespace Satchel;

/// <summary>
/// What to look for: terms, each of which must be a substring of one of a message's fields, whatever the case and form of
/// the letters.
/// </summary>
public sealed class SearchQuery
{
    // A person who types Chinese types this space.
    private const char IdeographicSpace = '\u3000';

    private readonly string[] _terms;

    private SearchQuery(string[] terms)
    {
        _terms = terms;
        Terms = [.. terms.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>No term at all: what else is asked for tells what is found.</summary>
    public static SearchQuery Everything { get; } = new([]);

    /// <summary>The terms, folded, in UTF-8.</summary>
    internal byte[][] Terms { get; }

    /// <summary>Reads a query: terms are separated by spaces; what stands in double quotes is one term.</summary>
    /// <returns>The query; null where it has no term.</returns>
    public static SearchQuery? Parse(string text)
    {
        var terms = new List<string>();
        var term = new StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"' || (c is ' ' or IdeographicSpace && !quoted))
            {
                Take();
                quoted ^= c == '"';
            }
            else
            {
                term.Append(c);
            }
        }

        Take();
        return terms.Count == 0 ? null : new SearchQuery([.. terms]);

        void Take()
        {
            string folded = FoldedText.Of(term.ToString());
            if (folded.Length > 0)
            {
                terms.Add(folded);
            }

            term.Clear();
        }
    }

    /// <summary>Looks in a message.</summary>
    /// <returns>The part that the first term stands in; null where not every term is found.</returns>
    public string? FindIn(Message message) => Find(message)?.Text;

    /// <summary>Looks in a message.</summary>
    /// <returns>The part that the first term stands in, with the places of the terms; null where not every term is found.</returns>
    public SearchSnippet? Find(Message message)
    {
        string? shown = null;
        foreach (string term in _terms)
        {
            string? found = SearchFields.Of(message).FirstOrDefault(field => FoldedText.Of(field).Contains(term, StringComparison.Ordinal));
            if (found is null)
            {
                return null;
            }

            shown ??= found;
        }

        return SearchSnippet.Of(shown ?? SearchFields.Of(message).FirstOrDefault() ?? "", _terms);
    }
}
