using System.Text;
using System.Text.Json;

namespace Satchel.Cloud.Tests;

/// <summary>Looks for anything of a history in what a server holds.</summary>
internal static class PlaintextScan
{
    private const int ShortestTelling = 7;
    private const int PieceBytes = 24;

    /// <summary>Words of the people in a history: texts, names, titles, numbers, names of files, and pieces of their contents.</summary>
    public static IReadOnlyList<byte[]> Needles(string jsonLines, string phone)
    {
        var words = new HashSet<string>();
        foreach (string line in jsonLines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            Collect(document.RootElement, words);
        }

        var needles = words.Where(word => Encoding.UTF8.GetByteCount(word) >= ShortestTelling).Take(4000).SelectMany(word => new[] { Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word) }).ToList();
        foreach (string file in Directory.EnumerateFiles(phone, "*", SearchOption.AllDirectories))
        {
            needles.Add(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            byte[] content = File.ReadAllBytes(file);
            if (content.Length > 2 * PieceBytes)
            {
                byte[] piece = content.AsSpan(content.Length / 2, PieceBytes).ToArray();
                if (piece.Distinct().Count() > PieceBytes / 2)
                {
                    needles.Add(piece);
                }
            }
        }

        return needles;
    }

    /// <summary>The files below <paramref name="folder"/> that hold any of <paramref name="needles"/>, with what they hold.</summary>
    public static IReadOnlyList<string> Find(string folder, IReadOnlyList<byte[]> needles)
    {
        // By their first four bytes, so that a file is gone through once and not once for each needle.
        ILookup<uint, byte[]> byStart = needles.Where(needle => needle.Length >= ShortestTelling).ToLookup(needle => BitConverter.ToUInt32(needle));
        var starts = new HashSet<uint>(byStart.Select(group => group.Key));
        var found = new List<string>();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] content = File.ReadAllBytes(path);
            for (int at = 0; at + 4 <= content.Length; at++)
            {
                uint start = BitConverter.ToUInt32(content, at);
                if (starts.Contains(start) && byStart[start].FirstOrDefault(needle => content.AsSpan(at).StartsWith(needle)) is { } hit)
                {
                    found.Add($"{path} at {at}: {Encoding.UTF8.GetString(hit)}");
                }
            }
        }

        return found;
    }

    private static void Collect(JsonElement element, HashSet<string> words)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject().Where(property => property.Name is not ("type" or "kind" or "status" or "app" or "platform" or "mime" or "event" or "outcome" or "sentAt" or "receivedAt")))
                {
                    Collect(property.Value, words);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, words);
                }

                break;
            case JsonValueKind.String:
                words.Add(element.GetString()!);
                break;
        }
    }
}
