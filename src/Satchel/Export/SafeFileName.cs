using System.Globalization;
using System.Text;

namespace Satchel.Exports;

/// <summary>Makes names of files out of what people wrote: no path, no control, no direction mark, nothing that a system reserves.</summary>
internal static class SafeFileName
{
    private const int MaxBytes = 80;
    private const int MaxExtensionLength = 8;

    private static readonly Dictionary<string, string> ByMime = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpeg"] = ".jpg",
        ["image/jpg"] = ".jpg",
        ["image/png"] = ".png",
        ["image/gif"] = ".gif",
        ["image/webp"] = ".webp",
        ["image/heic"] = ".heic",
        ["image/bmp"] = ".bmp",
        ["video/mp4"] = ".mp4",
        ["video/3gpp"] = ".3gp",
        ["video/quicktime"] = ".mov",
        ["video/webm"] = ".webm",
        ["audio/ogg"] = ".ogg",
        ["audio/opus"] = ".opus",
        ["audio/mpeg"] = ".mp3",
        ["audio/mp4"] = ".m4a",
        ["audio/aac"] = ".aac",
        ["audio/amr"] = ".amr",
        ["audio/wav"] = ".wav",
        ["audio/silk"] = ".silk",
        ["image/x-wxgf"] = ".wxgf",
        ["image/tiff"] = ".tif",
        ["application/pdf"] = ".pdf",
        ["application/zip"] = ".zip",
        ["text/plain"] = ".txt",
        ["text/vcard"] = ".vcf",
        ["text/x-vcard"] = ".vcf",
    };

    /// <summary>
    /// Letters, digits and marks of any script, with <c>-</c> for runs of anything else, cut between characters. Empty where nothing is left;
    /// so put a number before it, which also keeps two of them, and reserved names, apart.
    /// </summary>
    public static string Of(string text)
    {
        var name = new StringBuilder();
        int bytes = 0;
        bool gap = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            bool kept = rune.Value != Rune.ReplacementChar.Value
                && (Rune.IsLetterOrDigit(rune) || (name.Length > 0 && !gap && category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));
            if (!kept)
            {
                gap = name.Length > 0;
                continue;
            }

            bytes += rune.Utf8SequenceLength + (gap ? 1 : 0);
            if (bytes > MaxBytes)
            {
                break;
            }

            name.Append(gap ? "-" : "").Append(rune.ToString());
            gap = false;
        }

        return name.ToString();
    }

    /// <summary>An extension with its dot, of letters and digits: by the media type, else by the name; empty where neither tells.</summary>
    public static string ExtensionOf(string? mime, string? name)
    {
        string type = mime is null ? "" : mime.Split(';')[0].Trim();
        if (ByMime.TryGetValue(type, out string? known))
        {
            return known;
        }

        int dot = name?.LastIndexOf('.') ?? -1;
        string own = dot < 0 ? "" : name![(dot + 1)..];
        return own.Length is > 0 and <= MaxExtensionLength && own.All(char.IsAsciiLetterOrDigit) ? "." + own.ToLowerInvariant() : "";
    }
}
