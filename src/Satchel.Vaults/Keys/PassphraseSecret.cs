namespace Satchel.Vaults.Keys;

/// <summary>A passphrase, as bytes in UTF-8.</summary>
public sealed class PassphraseSecret : VaultSecret
{
    /// <summary>The longest passphrase in bytes.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Copies a passphrase; <paramref name="utf8"/> stays the caller's to zero.</summary>
    /// <exception cref="ArgumentException">It is empty, or longer than <see cref="MaxBytes"/>.</exception>
    public PassphraseSecret(byte[] utf8)
        : base(new Secret(Checked(utf8)))
    {
    }

    private static byte[] Checked(byte[] utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        return utf8.Length is > 0 and <= MaxBytes
            ? utf8
            : throw new ArgumentException($"A passphrase has 1 to {MaxBytes} bytes; got {utf8.Length}.", nameof(utf8));
    }
}
