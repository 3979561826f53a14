using System.Globalization;
using Satchel.Cli.Text;

namespace Satchel.Cli.Options;

/// <summary>A time zone by what people call it: an IANA name, a Windows name, or a difference from UTC.</summary>
internal static class ZoneName
{
    private const string Expected = "a zone like Europe/Lisbon, China Standard Time, UTC or +08:00";

    /// <summary>Finds it; refused, with what may have been meant, where there is none.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="option">The option, for messages.</param>
    public static TimeZoneInfo Find(string typed, string option)
    {
        string name = typed.Trim();
        if (Difference(name) is TimeSpan difference)
        {
            return difference == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(name, difference, name, name);
        }

        // The system would take a path for a name, and any file for a zone.
        bool isName = name.Length > 0 && !name.StartsWith('/') && !name.Contains("..", StringComparison.Ordinal);
        if (isName && TimeZoneInfo.TryFindSystemTimeZoneById(WindowsZones.ToIana(name) ?? name, out TimeZoneInfo? zone))
        {
            return zone;
        }

        return isName && OfOtherCase(name) is { } found ? found : throw Refuse(typed, option);
    }

    private static CommandException Refuse(string typed, string option)
    {
        IEnumerable<string> known = [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id), .. WindowsZones.Names];
        string? nearest = Ending(typed, known) ?? NearestWord.To(typed, known);
        string hint = nearest is null ? "names are those of the IANA time zone database or of Windows" : $"did you mean '{nearest}'?";
        return CommandException.BadUsage($"{option} takes {Expected}; '{typed}' does not fit", hint);
    }

    // Who types the city alone means the zone that is named for it.
    private static string? Ending(string typed, IEnumerable<string> known)
    {
        string city = "/" + typed.Trim().Replace(' ', '_');
        return city.Length > 1 ? known.FirstOrDefault(z => z.EndsWith(city, StringComparison.OrdinalIgnoreCase)) : null;
    }

    private static TimeZoneInfo? OfOtherCase(string name)
    {
        string iana = WindowsZones.Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } windows ? WindowsZones.ToIana(windows)! : name;
        return TimeZoneInfo.GetSystemTimeZones().FirstOrDefault(z => z.Id.Equals(iana, StringComparison.OrdinalIgnoreCase));
    }

    // "+8", "+08:00", "UTC+8", "-0330"; null for anything else.
    private static TimeSpan? Difference(string name)
    {
        string text = name.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) || name.StartsWith("GMT", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        if (text.Length == 0 && name.Length > 0)
        {
            return TimeSpan.Zero;
        }

        if (text.Length < 2 || text[0] is not ('+' or '-'))
        {
            return null;
        }

        string[] formats = ["%h", "hh", "hhmm", @"h\:mm", @"hh\:mm"];
        bool isSpan = TimeSpan.TryParseExact(text[1..], formats, CultureInfo.InvariantCulture, out TimeSpan span) && span <= TimeSpan.FromHours(14);
        return !isSpan ? null : text[0] == '-' ? -span : span;
    }
}
