using System.Globalization;

namespace Satchel.Cli.Text;

/// <summary>Sizes as people type them: <c>200</c> bytes, <c>64K</c>, <c>1.5M</c>, <c>2G</c>, with or without <c>iB</c> or <c>B</c>; a K is 1024.</summary>
internal static class SizeText
{
    /// <summary>What is said of one that does not fit.</summary>
    public const string Expected = "a number, with K, M, G or T for units of 1024: 64K, 1.5M, 2G";

    private const double Largest = 1L << 53;

    /// <summary>Reads one, in bytes; null where it is none.</summary>
    public static long? Parse(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().TrimEnd('B').TrimEnd('i');
        double unit = rest is [.., var last] ? Unit(last) : 1;
        if (unit > 1)
        {
            rest = rest[..^1];
        }

        if (!double.TryParse(rest, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
        {
            return null;
        }

        double bytes = number * unit;
        return bytes <= Largest ? (long)bytes : null;
    }

    private static double Unit(char letter) => char.ToUpperInvariant(letter) switch
    {
        'K' => 1L << 10,
        'M' => 1L << 20,
        'G' => 1L << 30,
        'T' => 1L << 40,
        _ => 1,
    };
}
