namespace Satchel.Chats.Apple.Keys;

/// <summary>The limits that a keybag meets before anything is computed.</summary>
internal static class KeybagLimits
{
    /// <summary>A whole keybag; real ones have about 1,500 bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Classes; a backup has 11.</summary>
    public const int MaxClasses = 64;

    /// <summary>Rounds of a key derivation: half a minute. Phones write 10 million, and 10 thousand.</summary>
    public const int MaxRounds = 100_000_000;

    /// <summary>A salt; real ones have 20 bytes.</summary>
    public const int MaxSaltBytes = 1024;
}
