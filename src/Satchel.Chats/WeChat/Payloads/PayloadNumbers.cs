using System.Globalization;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Numbers as payloads write them.</summary>
internal static class PayloadNumbers
{
    /// <summary>A whole number above 0; null where it is none.</summary>
    public static long? Positive(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 ? number : null;

    /// <summary>Pixels; null where it is no size.</summary>
    public static int? Pixels(string? text) => Positive(text) is <= ushort.MaxValue and long pixels ? (int)pixels : null;

    /// <summary>A whole number, which may have a sign; 0 where it is none.</summary>
    public static long Whole(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) ? unchecked((long)large) : 0;   // some clients write ids without a sign

    /// <summary>An id of the server in decimal, as a message's native id has it; null where it is none.</summary>
    public static string? ServerId(string? text) => Whole(text?.Trim()) is not 0 and long id ? id.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A real that is finite, or null.</summary>
    public static double? Real(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;

    /// <summary>An MD5 in lower-case hex, or null.</summary>
    public static string? Md5(string? text) => text is not null && WeChatIds.IsHash(text.AsSpan().Trim()) ? text.Trim().ToLowerInvariant() : null;
}
