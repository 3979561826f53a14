using System.Globalization;

namespace Satchel.Cli.Viewer;

/// <summary>A part of a content that is asked for (RFC 9110, section 14).</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="LengthBytes">How long it is; 0 where nothing of the content is in it.</param>
internal sealed record ByteRange(long Start, long LengthBytes)
{
    private const string Unit = "bytes=";

    /// <summary>Whether nothing is in it.</summary>
    public bool IsEmpty => LengthBytes == 0;

    /// <summary>Reads a header; null where there is none, and where it asks for what need not be understood: another unit, several parts.</summary>
    public static ByteRange? Parse(string? header, long contentBytes)
    {
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || header.Contains(','))
        {
            return null;
        }

        string[] ends = header[Unit.Length..].Trim().Split('-');
        if (ends.Length != 2 || !TryParse(ends[0], out long? first) || !TryParse(ends[1], out long? last) || (first is null && last is null) || first > last)
        {
            return null;
        }

        if (first is not long start)
        {
            long tail = Math.Min(last!.Value, contentBytes);
            return new ByteRange(contentBytes - tail, tail);
        }

        return start >= contentBytes ? new ByteRange(0, 0) : new ByteRange(start, Math.Min(last ?? long.MaxValue - 1, contentBytes - 1) - start + 1);
    }

    private static bool TryParse(string text, out long? value)
    {
        bool isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        value = isNumber ? number : null;
        return isNumber || text.Length == 0;
    }
}
