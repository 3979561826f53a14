using Satchel.Archive;

namespace Satchel.Cli.Commands;

/// <summary>What became of a message.</summary>
internal enum HistoryChange
{
    /// <summary>Only the second history has it.</summary>
    Added,

    /// <summary>Only the first history has it.</summary>
    Removed,

    /// <summary>Both have it, and not alike.</summary>
    Changed,
}

/// <summary>One difference between two histories.</summary>
/// <param name="Change">What became of the message.</param>
/// <param name="Message">The message: as the second history has it, where that has it.</param>
internal sealed record HistoryDifference(HistoryChange Change, HistoryMessage Message);
