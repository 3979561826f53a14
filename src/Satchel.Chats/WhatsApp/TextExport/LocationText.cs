using System.Globalization;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Places as an export tells of them: <c>Location: https://maps.google.com/?q=48.2,16.37</c>.</summary>
internal static class LocationText
{
    private const string Maps = "https://maps.google.com/?q=";
    private const string Foursquare = "https://foursquare.com/v/";
    private const int MaxChars = 1024;

    /// <summary>Reads a place; null where the text is none.</summary>
    public static ExportContent? Read(string text)
    {
        if (text.Length > MaxChars || !text.Contains("https://", StringComparison.Ordinal))
        {
            return null;
        }

        string plain = ExportChars.WithoutMarks(text).Trim();
        int maps = plain.IndexOf(Maps, StringComparison.Ordinal);
        int at = maps >= 0 ? maps : plain.IndexOf(Foursquare, StringComparison.Ordinal);
        if (at <= 0 || plain.AsSpan(at).IndexOfAny(' ', '\n') >= 0)
        {
            return null;
        }

        string before = plain[..at].TrimEnd();
        bool isMarked = ExportChars.IsMark(text[0]);
        if (!before.EndsWith(':') && !before.EndsWith('\uFF1A'))
        {
            return null;
        }

        string name = before[..^1].Trim();
        bool isWord = PhraseBook.Find("location", PhraseBook.KeyOf(name)) is not null;
        if (!isWord && !isMarked)
        {
            return null;   // somebody's own words before an address
        }

        string? place = isWord || name.Length == 0 ? null : name;
        return maps < 0 ? new ExportContent(MessageKind.Location) { Raw = ("url", plain[at..]) }
            : TryReadPoint(plain.AsSpan(at + Maps.Length), out double latitude, out double longitude)
                ? new ExportContent(MessageKind.Location) { Body = new LocationBody(latitude, longitude, place, null) }
                : null;
    }

    private static bool TryReadPoint(ReadOnlySpan<char> text, out double latitude, out double longitude)
    {
        longitude = latitude = 0;
        int comma = text.IndexOf(',');
        return comma > 0 && TryRead(text[..comma], 90, out latitude) && TryRead(text[(comma + 1)..], 180, out longitude);
    }

    private static bool TryRead(ReadOnlySpan<char> text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
