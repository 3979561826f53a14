using System.Globalization;

namespace Satchel.Migrating;

/// <summary>Names and phone numbers as people and apps write them, compared.</summary>
internal static class PersonName
{
    private const int MinDigits = 5;

    /// <summary>Whether two names are the same but for case, width, marks and the tilde that stands before a name that its bearer chose.</summary>
    public static bool IsSame(string? one, string? other) =>
        !string.IsNullOrWhiteSpace(one) && !string.IsNullOrWhiteSpace(other) && Plain(one) is { Length: > 0 } plain && plain == Plain(other);

    /// <summary>Whether two titles are the same but for the signs that a file's name cannot hold, from which an export has its title.</summary>
    public static bool IsSameTitle(string? one, string other) =>
        one is not null && (IsSame(one, other) || (Letters(one) is { Length: > 0 } letters && letters == Letters(other)));

    /// <summary>Whether a text is the phone number, however it is grouped.</summary>
    public static bool IsSamePhone(string? phone, string text) =>
        phone is not null && Digits(text) is { Length: >= MinDigits } digits && digits == Digits(phone);

    private static string Plain(string name) =>
        FoldedText.Of(string.Concat(name.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim().TrimStart('~').Trim());

    private static string Letters(string name) => FoldedText.Of(string.Concat(name.Where(char.IsLetterOrDigit)));

    // Null where something else than a number stands there.
    private static string? Digits(string text)
    {
        bool isNumber = text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '(' or ')' or '.' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        return isNumber ? string.Concat(text.Where(char.IsAsciiDigit)) : null;
    }
}
