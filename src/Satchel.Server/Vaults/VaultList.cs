namespace Satchel.Server.Vaults;

/// <summary>The vaults of an account.</summary>
internal sealed record VaultList(IReadOnlyList<VaultAnswer> Vaults);
