using Microsoft.Net.Http.Headers;

namespace Satchel.Server.Pages.Texts;

/// <summary>Which language somebody reads.</summary>
internal static class Languages
{
    /// <summary>The cookie of whoever chose one; it holds the tag and nothing else.</summary>
    public const string Cookie = "satchel-language";

    /// <summary>The tag of BCP 47.</summary>
    public static string Tag(this Language language) => language == Language.Chinese ? "zh-CN" : "en";

    /// <summary>What the language calls itself.</summary>
    public static string OwnName(this Language language) => language == Language.Chinese ? "中文" : "English";

    /// <summary>The other one.</summary>
    public static Language Other(this Language language) => language == Language.Chinese ? Language.English : Language.Chinese;

    /// <summary>The language of a tag; null where it is none that is written here.</summary>
    public static Language? Of(string? tag) => tag is null ? null
        : IsOf(tag, "zh") ? Language.Chinese
        : IsOf(tag, "en") ? Language.English
        : null;

    /// <summary>What was chosen here, else what the account was made in, else what the browser asks for, else English.</summary>
    public static Language Choose(HttpRequest request, string? ofAccount) =>
        Of(request.Cookies[Cookie]) ?? Of(ofAccount) ?? OfBrowser(request) ?? Language.English;

    private static Language? OfBrowser(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage is { } asked
        ? asked.OrderByDescending(one => one, StringWithQualityHeaderValueComparer.QualityComparer).Select(one => Of(one.Value.Value)).FirstOrDefault(one => one is not null)
        : null;

    private static bool IsOf(string tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] is '-' or '_');
}
