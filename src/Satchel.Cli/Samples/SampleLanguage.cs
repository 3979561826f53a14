namespace Satchel.Cli.Samples;

/// <summary>What a chat is written in.</summary>
internal enum SampleLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Chinese.</summary>
    Chinese,

    /// <summary>Now one, now the other.</summary>
    Both,
}
