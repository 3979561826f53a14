namespace Satchel.Vaults;

/// <summary>How a new vault is made.</summary>
/// <param name="PassphraseName">What the person calls the passphrase in the list of keys.</param>
/// <param name="Time">The clock.</param>
public sealed record VaultCreation(string PassphraseName, TimeProvider Time);
