using System.Globalization;

namespace Satchel.Cli.Text;

/// <summary>Numbers as people read them.</summary>
internal static class Quantity
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary><c>84 310</c>.</summary>
    public static string Count(long value) => value.ToString("N0", Spaced);

    /// <summary><c>1 message</c>, <c>84 310 messages</c>.</summary>
    public static string Count(long value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary><c>512 B</c>, <c>38.4 MiB</c>.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Abs(value) >= 1023.95 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {Units[unit]}");
    }

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration.TotalSeconds < 9.95)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(duration.TotalSeconds, 0):0.0} s");
        }

        var rounded = TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds));
        if (rounded.TotalMinutes < 1)
        {
            return $"{rounded.Seconds} s";
        }

        return rounded.TotalHours < 1
            ? Joined($"{rounded.Minutes} min", rounded.Seconds, "s")
            : Joined($"{(int)rounded.TotalHours} h", rounded.Minutes, "min");
    }

    private static string Joined(string large, int rest, string unit) => rest == 0 ? large : $"{large} {rest} {unit}";

    private static NumberFormatInfo Spaced { get; } = new() { NumberGroupSeparator = " ", NumberGroupSizes = [3] };
}
