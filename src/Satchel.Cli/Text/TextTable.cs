using System.Text;

namespace Satchel.Cli.Text;

/// <summary>A table for people: columns aligned, two spaces between, no lines drawn. A title that starts with <c>&gt;</c> aligns its column to the right.</summary>
internal sealed class TextTable(params string[] titles)
{
    private readonly List<string[]> _rows = [[.. titles.Select(t => t.TrimStart('>'))]];

    /// <summary>Whether there are no rows but the titles.</summary>
    public bool IsEmpty => _rows.Count == 1;

    /// <summary>Adds a row; each cell is made fit for a terminal.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(SafeText.OneLine)]);

    /// <summary>Writes the table; nothing where it has no rows.</summary>
    public void Write(TextWriter writer)
    {
        if (IsEmpty)
        {
            return;
        }

        int[] widths = [.. Enumerable.Range(0, titles.Length).Select(column => _rows.Max(row => DisplayWidth.Of(row[column])))];
        foreach (string[] row in _rows)
        {
            writer.WriteLine(Line(row, widths));
        }
    }

    private string Line(string[] row, int[] widths)
    {
        var line = new StringBuilder();
        for (int column = 0; column < row.Length; column++)
        {
            string padding = new(' ', widths[column] - DisplayWidth.Of(row[column]));
            bool right = titles[column].StartsWith('>');
            line.Append(column == 0 ? "" : "  ").Append(right ? padding + row[column] : row[column] + padding);
        }

        return line.ToString().TrimEnd();
    }
}
