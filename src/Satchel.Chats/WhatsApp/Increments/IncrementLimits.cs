namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>The limits that increments meet; WhatsApp makes one a day, of what is new since the whole backup.</summary>
internal static class IncrementLimits
{
    /// <summary>Entries of an increment's ZIP; about one for each table that changed.</summary>
    public const int MaxEntries = 4096;

    /// <summary>The ZIP's directory of entries is read at once, so the ZIP as a whole has a limit.</summary>
    public const long MaxZipBytes = 2L << 30;

    /// <summary>One block of history; the app writes some hundred kilobytes each.</summary>
    public const int MaxBlockBytes = 16 << 20;

    /// <summary>What <c>messages.bin</c> may inflate to.</summary>
    public const long MaxHistoryBytes = 1L << 30;

    /// <summary>Messages of all increments together: these alone are held in memory.</summary>
    public const int MaxMessages = 50_000;

    /// <summary>Changes of messages (reactions, edits, revocations) waiting for theirs.</summary>
    public const int MaxChanges = 50_000;

    /// <summary>How deep a message may lie in wrappers: seen once, disappearing, sent from another device.</summary>
    public const int MaxWrappers = 5;

    /// <summary>Increments of one base.</summary>
    public const int MaxIncrements = 1000;
}
