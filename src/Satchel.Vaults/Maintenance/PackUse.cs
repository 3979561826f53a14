using Satchel.Vaults.Index;

namespace Satchel.Vaults.Maintenance;

/// <summary>How much of a pack is needed.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="ObjectBytes">The sealed length of its objects.</param>
/// <param name="LiveBytes">That of the needed ones.</param>
internal readonly record struct PackUse(IndexPack Pack, long ObjectBytes, long LiveBytes);
