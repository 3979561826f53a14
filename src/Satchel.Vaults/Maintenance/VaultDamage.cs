namespace Satchel.Vaults.Maintenance;

/// <summary>One thing that is not as it was written.</summary>
/// <param name="Object">The blob or head, and the object in it where that is known.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Affects">What can no longer be read because of it: snapshots, paths; empty where nothing needs it.</param>
public sealed record VaultDamage(string Object, string Problem, string Affects);
