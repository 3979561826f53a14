namespace Satchel.Vaults.Maintenance;

/// <summary>What a repair did, or with a dry run would do, and what is lost for good.</summary>
/// <param name="Actions">Each thing it put right, as a sentence.</param>
/// <param name="Lost">What could not be: damage that stays, and what that costs.</param>
/// <param name="DryRun">Whether nothing was in fact changed.</param>
public sealed record RepairReport(IReadOnlyList<string> Actions, IReadOnlyList<VaultDamage> Lost, bool DryRun);
