namespace Satchel.Vaults.Maintenance;

/// <summary>How much of a vault a check reads.</summary>
public enum CheckDepth
{
    /// <summary>Every blob is there with its length; keys, indexes, snapshots and maps open and fit together.</summary>
    Structure,

    /// <summary>That, and every object of every pack opens and is what its name says: finds any flipped bit.</summary>
    ReadEveryPack,
}
