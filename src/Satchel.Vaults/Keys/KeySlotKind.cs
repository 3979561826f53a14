namespace Satchel.Vaults.Keys;

/// <summary>The kinds of key slots, as their files say them.</summary>
internal static class KeySlotKind
{
    public const string Passphrase = "passphrase";
    public const string Recovery = "recovery";
    public const string Device = "device";
}
