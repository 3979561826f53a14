using Satchel.Vaults.Keys;

namespace Satchel.Vaults;

/// <summary>How a new vault is made.</summary>
/// <param name="PassphraseName">What the person calls the passphrase in the list of keys.</param>
/// <param name="Time">The clock.</param>
public sealed record VaultCreation(string PassphraseName, TimeProvider Time)
{
    /// <summary>The recovery code that is to open the vault, which stays the caller's to dispose; null for a new one. A vault on a Satchel cloud takes its account's.</summary>
    public RecoveryCodeSecret? Recovery { get; init; }
}
