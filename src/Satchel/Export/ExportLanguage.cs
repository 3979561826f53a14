namespace Satchel;

/// <summary>The language of an export's own words; messages stay as they are.</summary>
public enum ExportLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
