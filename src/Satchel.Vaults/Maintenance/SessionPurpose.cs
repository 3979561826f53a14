namespace Satchel.Vaults.Maintenance;

/// <summary>What somebody at work in a vault does.</summary>
internal enum SessionPurpose
{
    /// <summary>Makes a snapshot; several may at once.</summary>
    Write,

    /// <summary>Collects or repairs; one at a time.</summary>
    Upkeep,
}
