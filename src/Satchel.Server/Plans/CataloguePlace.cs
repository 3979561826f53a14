using System.Globalization;
using System.Text.Json;
using Satchel.Server.Administration;

namespace Satchel.Server.Plans;

/// <summary>A value in the catalogue's file, and where it stands, so that what is wrong with it can be said.</summary>
internal readonly struct CataloguePlace(JsonElement element, string source, string path)
{
    private const long MaxBytes = 1L << 60;

    private static readonly (string Unit, int Shift)[] Units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40)];

    /// <summary>The sentence that stops the start.</summary>
    public AdministrationException Wrong(string what) => new($"{source}: {(path.Length == 0 ? "" : path + ": ")}{what}");

    /// <summary>Refuses an object that lacks a member, has one twice, or has one that is not known.</summary>
    public void RequireMembers(IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object { … } is expected");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!seen.Add(member.Name))
            {
                throw Wrong($"'{member.Name}' stands there twice");
            }

            if (!required.Contains(member.Name) && !optional.Contains(member.Name))
            {
                throw Wrong($"'{member.Name}' is not known; there are {string.Join(", ", required.Concat(optional))}");
            }
        }

        if (required.FirstOrDefault(name => !seen.Contains(name)) is { } missing)
        {
            throw Wrong($"'{missing}' is missing");
        }
    }

    public bool Has(string name) => element.TryGetProperty(name, out _);

    public CataloguePlace Member(string name) => new(element.GetProperty(name), source, path.Length == 0 ? name : $"{path}.{name}");

    public IReadOnlyList<CataloguePlace> Elements(int most)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > most)
        {
            throw Wrong($"a list [ … ] of at most {most} is expected");
        }

        var places = new List<CataloguePlace>();
        foreach (JsonElement entry in element.EnumerateArray())
        {
            places.Add(new CataloguePlace(entry, source, $"{path}[{places.Count}]"));
        }

        return places;
    }

    public string Text(int maxLength, bool mayBeEmpty = false) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { } text && text.Length <= maxLength && (mayBeEmpty || !string.IsNullOrWhiteSpace(text)) && !text.Any(char.IsControl)
            ? text
            : throw Wrong($"a text of {(mayBeEmpty ? 0 : 1)} to {maxLength} characters is expected");

    public int Number(int least, int most) => (int)LongNumber(least, most);

    public long LongNumber(long least, long most) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out long number) && number >= least && number <= most
        ? number
        : throw Wrong($"a whole number from {least} to {most} is expected; got {element.GetRawText()}");

    /// <summary>A number of bytes, or a number with its unit.</summary>
    public long Bytes()
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            return LongNumber(1, MaxBytes);
        }

        string text = Text(40);
        foreach ((string unit, int shift) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text[..^unit.Length].TrimEnd(' '), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && number > 0
                && number <= MaxBytes >> shift)
            {
                return number << shift;
            }
        }

        throw Wrong($"bytes are a whole number, or one with KiB, MiB, GiB or TiB, such as \"200 GiB\"; got '{text}'");
    }
}
