namespace Satchel.Vaults;

/// <summary>How far a long piece of upkeep is.</summary>
/// <param name="Stage">What it does now, in a few words.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is, or 0 where it is not known.</param>
public readonly record struct VaultProgress(string Stage, long Done, long Total);
