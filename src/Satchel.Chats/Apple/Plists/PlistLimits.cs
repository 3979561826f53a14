namespace Satchel.Chats.Apple.Plists;

/// <summary>The limits that property lists meet before anything is allocated.</summary>
internal static class PlistLimits
{
    /// <summary>A whole list. A Manifest.plist with a thousand apps has a few MiB, an Info.plist with every app's store receipt somewhat more.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Values in a list, keys included.</summary>
    public const int MaxValues = 2_000_000;

    /// <summary>Containers within containers; Apple's have fewer than 12.</summary>
    public const int MaxDepth = 64;
}
