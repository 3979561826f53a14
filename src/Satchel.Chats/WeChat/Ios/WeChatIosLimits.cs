namespace Satchel.Chats.WeChat.Ios;

/// <summary>What the reader of WeChat's files on an iPhone takes at most, and why.</summary>
internal static class WeChatIosLimits
{
    /// <summary>How deep below the root databases are looked for; the app's own lie at most six folders down.</summary>
    public const int MaxDatabaseDepth = 8;

    /// <summary>Tables of one database; there is one for each chat, and one more beside it.</summary>
    public const int MaxTables = 200_000;

    /// <summary>A settings file: a list of logins or a store of values has some KiB.</summary>
    public const int MaxSettingsBytes = 16 << 20;

    /// <summary>A file of one conversation in the list of them.</summary>
    public const int MaxSessionBytes = 4 << 20;

    /// <summary>Logins that a phone remembers.</summary>
    public const int MaxLogins = 256;

    /// <summary>Values of one settings file.</summary>
    public const int MaxSettings = 100_000;

    /// <summary>Contacts of an account, members of its groups included.</summary>
    public const int MaxContacts = 1_000_000;

    /// <summary>Changed messages up to which they are read one by one; beyond, reading all of them costs less.</summary>
    public const int MaxChangedMessages = 200_000;

    /// <summary>Rows before a message without an id among which others of the same second are looked for.</summary>
    public const int RowsLookedBack = 64;

    /// <summary>Messages of a chat without a name by which it shows whether it is a group.</summary>
    public const int RowsSampled = 64;
}
