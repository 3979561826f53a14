namespace Satchel;

/// <summary>What an export gave.</summary>
/// <param name="Chats">Chats.</param>
/// <param name="Messages">Lines, rows or bubbles: in the archive each version of a message is a line of the record stream.</param>
/// <param name="MediaFiles">Files that are in the media folder now for this export.</param>
/// <param name="MissingMedia">Attachments whose content was not there.</param>
/// <param name="Warnings">What could not be given, a sentence each; where there is any, the exit code is 3.</param>
public sealed record ExportReport(long Chats, long Messages, long MediaFiles, long MissingMedia, IReadOnlyList<string> Warnings)
{
    /// <summary>What is worth knowing though everything was given: that something could not be made playable, and what it takes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
