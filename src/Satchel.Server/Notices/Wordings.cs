namespace Satchel.Server.Notices;

/// <summary>The languages that letters are written in.</summary>
internal static class Wordings
{
    private static readonly EnglishLetters English = new();
    private static readonly ChineseLetters Chinese = new();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ILetterWording> All => [English, Chinese];

    /// <summary>The one for a reader's language; English where there is none for it.</summary>
    public static ILetterWording For(string? language) => IsChinese(language) ? Chinese : English;

    /// <summary>Whether a language is a kind of Chinese.</summary>
    public static bool IsChinese(string? language) => language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
}
