using Satchel.Tests.House;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>The tables of docs/formats/whatsapp-mapping.md: what each phrase of a report takes from a record.</summary>
internal sealed class LossTable
{
    private const int Columns = 3;
    private readonly Dictionary<(string Format, string Phrase), HashSet<string>> _rows = [];

    private LossTable()
    {
    }

    /// <summary>Reads the document.</summary>
    public static LossTable Read()
    {
        LossTable table = new();
        string format = "";
        foreach (string line in File.ReadLines(Path.Combine(Checkout.Root, "docs", "formats", "whatsapp-mapping.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                format = line.Contains("`whatsapp-ios`", StringComparison.Ordinal) ? "whatsapp-ios" : line.Contains("`whatsapp-android`", StringComparison.Ordinal) ? "whatsapp-android" : line.Contains("merging", StringComparison.Ordinal) ? "" : "-";
            }

            string[] cells = line.StartsWith('|') ? [.. line.Split('|')[1..^1].Select(c => c.Trim())] : [];
            if (format != "-" && cells.Length == Columns && !cells[0].StartsWith("---", StringComparison.Ordinal) && cells[0] != "loss")
            {
                table._rows.Add((format, cells[0]), [.. cells[1].Split(',').Select(f => f.Trim().Trim('`'))]);
            }
        }

        return table;
    }

    /// <summary>The phrases of a format.</summary>
    public IEnumerable<string> PhrasesOf(string format) => _rows.Keys.Where(k => k.Format == format).Select(k => k.Phrase);

    /// <summary>Whether a phrase says that a field is lost.</summary>
    public bool Takes(string format, string phrase, string field) =>
        (_rows.TryGetValue((format, phrase), out HashSet<string>? fields) || _rows.TryGetValue(("", phrase), out fields)) && fields.Contains(field);

    /// <summary>Every field that is named.</summary>
    public IEnumerable<string> Fields => _rows.Values.SelectMany(f => f).Distinct(StringComparer.Ordinal);
}
