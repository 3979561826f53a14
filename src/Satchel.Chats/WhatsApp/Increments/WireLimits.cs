namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>The limits of one message on the wire.</summary>
internal static class WireLimits
{
    /// <summary>The last second of the year 9999.</summary>
    public const ulong MaxSeconds = 253_402_300_799;

    /// <summary>Reactions, mentions, options, cards or subjects; a group has at most 1,024 members.</summary>
    public const int MaxItems = 4096;
}
