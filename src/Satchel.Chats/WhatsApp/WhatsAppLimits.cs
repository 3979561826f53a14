namespace Satchel.Chats.WhatsApp;

/// <summary>What the reader of WhatsApp's files takes at most, and why.</summary>
internal static class WhatsAppLimits
{
    /// <summary>Tables of a database that are looked at; the newest apps make some 400.</summary>
    public const int MaxTables = 4096;

    /// <summary>How deep below a source's root other databases are looked for.</summary>
    public const int MaxDatabaseDepth = 6;

    /// <summary>Reactions, mentions, votes, contact cards, options or participants of one message; a group has at most 1,024 members.</summary>
    public const int MaxItemsOfMessage = 4096;

    /// <summary>Changed messages up to which they are read one by one; beyond, reading all of them costs less.</summary>
    public const int MaxChangedMessages = 200_000;

    /// <summary>The last millisecond of the year 9999: what RFC 3339 can write.</summary>
    public const long MaxTimeMillis = 253_402_300_799_999;

    /// <summary>Different warnings that are kept.</summary>
    public const int MaxWarnings = 100;
}
