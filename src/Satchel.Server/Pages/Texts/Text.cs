using System.Globalization;

namespace Satchel.Server.Pages.Texts;

/// <summary>A text of the pages in both languages; neither can be left out.</summary>
internal sealed record Text(string English, string Chinese)
{
    /// <summary>The text in a language, its places <c>{0}</c> filled.</summary>
    public string In(Language language, params ReadOnlySpan<object?> values)
    {
        string text = language == Language.Chinese ? Chinese : English;
        return values.IsEmpty ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }
}
