namespace Satchel;

/// <summary>How a history is exported.</summary>
/// <param name="Format">As what.</param>
public sealed record ExportOptions(ExportFormat Format)
{
    /// <summary>
    /// Where to: a file; for <see cref="ExportFormat.Html"/> a folder of pages, unless it ends in <c>.html</c>, which makes one
    /// page of everything; for <see cref="ExportFormat.Txt"/> a folder with a file for each chat where it ends in <c>/</c> or is a
    /// folder. Null: <see cref="Stream"/>.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Where to, where there is no path; stays open.</summary>
    public Stream? Stream { get; init; }

    /// <summary>The folder that takes attachments, each content once; null for none.</summary>
    public string? MediaFolder { get; init; }

    /// <summary>The language of headings and labels.</summary>
    public ExportLanguage Language { get; init; } = ExportLanguage.English;

    /// <summary>The zone that times are shown in; the record stream and tables are in UTC always.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How many messages a page has.</summary>
    public int MessagesPerPage { get; init; } = 1000;

    /// <summary>The language that an argument or the environment names: <c>zh</c>, <c>zh_CN.UTF-8</c>; English for all others.</summary>
    public static ExportLanguage LanguageOf(string? name) =>
        name is not null && name.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ExportLanguage.Chinese : ExportLanguage.English;
}
