namespace Satchel.Vaults.Maintenance;

/// <summary>What a check found.</summary>
/// <param name="Objects">How many objects the vault holds.</param>
/// <param name="Bytes">The length of all its blobs.</param>
/// <param name="Damaged">What is damaged; empty where all is well.</param>
public sealed record CheckReport(long Objects, long Bytes, IReadOnlyList<VaultDamage> Damaged)
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsWhole => Damaged.Count == 0;
}
