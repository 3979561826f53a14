namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>A language that an export may be in.</summary>
/// <param name="Code">Its tag: <c>en</c>, <c>zh-Hans</c>.</param>
/// <param name="Name">Its name in English.</param>
internal sealed record ExportLanguage(string Code, string Name)
{
    /// <summary>Its phrases by kind, as phrases.txt has them.</summary>
    public Dictionary<string, string[]> Phrases { get; } = new(StringComparer.Ordinal);
}
