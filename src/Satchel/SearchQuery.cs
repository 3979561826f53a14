using System.Text;
using Satchel.Chats;

namespace Satchel;

/// <summary>
/// What to look for: terms, each of which must be a substring of one of a message's fields, whatever the case and form of
/// the letters.
/// </summary>
public sealed class SearchQuery
{
    private const int SnippetChars = 100;
    private const int CharsBefore = 30;

    private readonly string[] _terms;

    private SearchQuery(string[] terms) => _terms = terms;

    /// <summary>Reads a query: terms are separated by spaces; what stands in double quotes is one term.</summary>
    /// <returns>The query; null where it has no term.</returns>
    public static SearchQuery? Parse(string text)
    {
        var terms = new List<string>();
        var term = new StringBuilder();
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"' || (c == ' ' && !quoted))
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
    public string? FindIn(Message message)
    {
        string? snippet = null;
        foreach (string term in _terms)
        {
            string? found = null;
            foreach (string field in Fields(message))
            {
                string folded = FoldedText.Of(field);
                int at = folded.IndexOf(term, StringComparison.Ordinal);
                if (at >= 0)
                {
                    found = Cut(field, folded.Length == field.Length ? at : 0);
                    break;
                }
            }

            if (found is null)
            {
                return null;
            }

            snippet ??= found;
        }

        return snippet;
    }

    private static IEnumerable<string> Fields(Message message)
    {
        if (message.Text is not null)
        {
            yield return message.Text;
        }

        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.Name is not null)
            {
                yield return attachment.Name;
            }
        }

        foreach (string? field in FieldsOf(message.Body))
        {
            if (field is not null)
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<string?> FieldsOf(MessageBody? body) => body switch
    {
        LinkBody link => [link.Title, link.Description, link.Url],
        ContactsBody contacts => contacts.Contacts.Select(c => c.Name),
        LocationBody place => [place.Name, place.Address],
        PollBody poll => poll.Options.Select(o => (string?)o.Text).Prepend(poll.Question),
        SystemBody system => [system.Text],
        CallBody or null => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A part of a long text around a place in it; never half a character.</summary>
    private static string Cut(string text, int at)
    {
        int start = Math.Max(0, at - CharsBefore);
        int end = Math.Min(text.Length, start + SnippetChars);
        start -= start > 0 && char.IsLowSurrogate(text[start]) ? 1 : 0;
        end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
        return (start > 0 ? "…" : "") + text[start..end] + (end < text.Length ? "…" : "");
    }
}
