using System.Text.Json;

namespace Satchel.Viewer.Tests.Search;

/// <summary>The contract's words for a search, taken literally, over the lines of an export.</summary>
internal static class BruteForce
{
    /// <summary>The ids of the messages that a query finds, newest first.</summary>
    public static List<string> Find(IEnumerable<string> lines, string query)
    {
        List<string> terms = TermsOf(query);
        var found = new Dictionary<string, (long Sent, int Line)>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in lines.Where(l => l.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal)))
        {
            number++;
            JsonElement message = JsonDocument.Parse(line).RootElement;
            List<string> fields = [.. FieldsOf(message).Select(FoldedText.Of)];
            if (terms.Count > 0 && terms.TrueForAll(term => fields.Exists(field => field.Contains(term, StringComparison.Ordinal))))
            {
                found[message.GetProperty("id").GetString()!] = (DateTimeOffset.Parse(message.GetProperty("sentAt").GetString()!, null).ToUnixTimeMilliseconds(), number);
            }
        }

        return [.. found.OrderByDescending(f => f.Value.Sent).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key)];
    }

    private static List<string> TermsOf(string query)
    {
        List<string> terms = [];
        string[] parts = query.Split('"');
        for (int i = 0; i < parts.Length; i++)
        {
            terms.AddRange(i % 2 == 1 ? [parts[i]] : parts[i].Split(' ', '\u3000'));
        }

        return [.. terms.Select(FoldedText.Of).Where(term => term.Length > 0)];
    }

    private static IEnumerable<string> FieldsOf(JsonElement message)
    {
        IEnumerable<string?> fields =
        [
            Member(message, "text"),
            .. Items(message, "attachments").Select(a => Member(a, "name")),
            .. Items(message, "contacts").Select(c => Member(c, "name")),
            .. Members(message, "link", "title", "description", "url"),
            .. Members(message, "location", "name", "address"),
            .. Members(message, "poll", "question"),
            .. message.TryGetProperty("poll", out JsonElement poll) ? Items(poll, "options").Select(o => Member(o, "text")) : [],
            .. Members(message, "system", "text"),
        ];
        return fields.OfType<string>();
    }

    private static IEnumerable<string?> Members(JsonElement message, string name, params string[] members) =>
        message.TryGetProperty(name, out JsonElement inner) ? members.Select(member => Member(inner, member)) : [];

    private static List<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement items) ? [.. items.EnumerateArray()] : [];

    // Half a character cannot be written down, and comes back as U+FFFD, which is what folding makes of it as well.
    private static string? Member(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
