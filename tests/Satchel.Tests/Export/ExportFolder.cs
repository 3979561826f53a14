using System.Net;
using System.Text.RegularExpressions;
using Satchel.TestKit.Histories;

namespace Satchel.Tests.Exports;

/// <summary>A folder that exports go to, and what a reader of pages finds in it.</summary>
internal sealed partial class ExportFolder : IDisposable
{
    public static readonly byte[] Photo = [0x89, 0x50, 0x4E, 0x47, 1];
    public static readonly byte[] Sticker = [0x52, 0x49, 0x46, 0x46, 2];

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-export-").FullName;

    public string Media => Path.Combine(Root, "media");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static ListHistory Sample() => SampleHistory.Create(Photo, Sticker);

    public string At(string name) => Path.Combine(Root, name);

    public Task<ExportReport> ExportAsync(string name, ExportOptions options, ListHistory? history = null) =>
        Export.RunAsync(history ?? Sample(), options with { Path = At(name) }, null, TestContext.Current.CancellationToken);

    public Dictionary<string, string> Pages(string name) =>
        Directory.EnumerateFiles(At(name), "*.html", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText);

    /// <summary>Links that lead to no file, or to no element of the page they name.</summary>
    public static List<string> BrokenLinks(IReadOnlyDictionary<string, string> pages)
    {
        var broken = new List<string>();
        foreach ((string page, string html) in pages)
        {
            foreach (Match link in Reference().Matches(html))
            {
                string address = WebUtility.HtmlDecode(link.Groups[1].Value);
                if (address.StartsWith("https://", StringComparison.Ordinal))
                {
                    continue;
                }

                string[] parts = address.Split('#');
                string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
                bool leads = File.Exists(target) && (parts.Length == 1 || pages[target].Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal));
                if (!leads)
                {
                    broken.Add($"{page}: {address}");
                }
            }
        }

        return broken;
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
