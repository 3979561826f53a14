namespace Satchel.Chats.Zips;

/// <summary>What is read of a ZIP at most, and why.</summary>
internal static class ZipLimits
{
    /// <summary>Files of one; WhatsApp puts at most 10,000 media into an export.</summary>
    public const int MaxFiles = 200_000;

    /// <summary>The list of its files, which is held in memory.</summary>
    public const int MaxListBytes = 64 << 20;

    /// <summary>A name; the format itself allows no more.</summary>
    public const int MaxNameBytes = ushort.MaxValue;

    /// <summary>One file; WhatsApp sends at most 2 GiB.</summary>
    public const long MaxFileBytes = 8L << 30;

    /// <summary>How many times its size a file may inflate to; what can be sent is not made of one byte.</summary>
    public const int MaxRatio = 250;

    /// <summary>From which length on the ratio is looked at: a short text may well be a line a hundred times.</summary>
    public const long MinRatioBytes = 16L << 20;
}
