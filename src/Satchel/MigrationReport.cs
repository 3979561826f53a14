using Satchel.Chats;

namespace Satchel;

/// <summary>What a migration moved, and what it could not.</summary>
public sealed record MigrationReport
{
    /// <summary>The format's name.</summary>
    public required string Format { get; init; }

    /// <summary>How many chats the sources have of what was chosen.</summary>
    public required long Chats { get; init; }

    /// <summary>How many messages were written.</summary>
    public required long Messages { get; init; }

    /// <summary>How many files of these messages were there to be written with them.</summary>
    public required long Attachments { get; init; }

    /// <summary>The messages written, by kind, the kinds in their order.</summary>
    public required IReadOnlyList<KeyValuePair<MessageKind, long>> Moved { get; init; }

    /// <summary>Messages that the target's own store had already.</summary>
    public required long AlreadyThere { get; init; }

    /// <summary>Messages that several sources have, and that were written once.</summary>
    public required long Duplicates { get; init; }

    /// <summary>What could not be carried over.</summary>
    public required IReadOnlyList<Loss> Losses { get; init; }

    /// <summary>The folder that was written into, or would have been.</summary>
    public required string Out { get; init; }

    /// <summary>Whether nothing was written.</summary>
    public required bool DryRun { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the person should know, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What of the sources could not be read, each with the reason; where there is any, the exit code is 3.</summary>
    public required IReadOnlyList<string> Unreadable { get; init; }
}
