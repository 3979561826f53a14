namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What the reader of text exports takes at most, and why.</summary>
internal static class ExportLimits
{
    /// <summary>Bytes of a file that are read to tell whether it is a chat.</summary>
    public const int SniffBytes = 32 * 1024;

    /// <summary>How much of a text is read for the names of files beside it, until one is found that is there.</summary>
    public const long MaxBesideChars = 64L << 20;

    /// <summary>One message; WhatsApp takes 65,536 characters.</summary>
    public const int MaxMessageChars = 1 << 20;

    /// <summary>A name of somebody or of a chat; a group's has at most 100 characters.</summary>
    public const int MaxNameChars = 120;

    /// <summary>Different names that are counted; a group has at most 1,024 members.</summary>
    public const int MaxNames = 20_000;

    /// <summary>Days of a file that are weighed to tell the order of its dates; beyond, the order so far goes on.</summary>
    public const int MaxDays = 100_000;

    /// <summary>Members of one chat that are told.</summary>
    public const int MaxMembers = 4096;

    /// <summary>Characters of a line in which its time and sender are looked for.</summary>
    public const int MaxHeaderChars = 96;

    /// <summary>Bytes of a chat's or person's id; longer ones end in a hash. A vault's keys hold 255.</summary>
    public const int MaxIdBytes = 200;

    /// <summary>Chats of one folder.</summary>
    public const int MaxChatsOfFolder = 10_000;

    /// <summary>Files of a ZIP; WhatsApp puts at most 10,000 media into one.</summary>
    public const int MaxZipEntries = 200_000;

    /// <summary>The directory of a ZIP, which is read at once.</summary>
    public const long MaxZipDirectoryBytes = 64L << 20;

    /// <summary>What a chat's text in a ZIP may inflate to.</summary>
    public const long MaxTextBytes = 4L << 30;

    /// <summary>How many times its size a text may inflate to; what people write shrinks to a third.</summary>
    public const int MaxTextRatio = 250;

    /// <summary>From which length on the ratio is looked at: a short text may well be a line a thousand times.</summary>
    public const long MinRatioBytes = 16L << 20;

    /// <summary>A contact card that is read.</summary>
    public const int MaxCardBytes = 256 * 1024;

    /// <summary>Options of a poll; the app takes 12.</summary>
    public const int MaxOptions = 256;

    /// <summary>Points in time of which it is remembered what was said then, so that a message said twice is two.</summary>
    public const int MaxTimesRemembered = 256;

    /// <summary>Messages of one point in time that are compared with one another.</summary>
    public const int MaxComparedOfTime = 20_000;
}
