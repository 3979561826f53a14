using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>A pack as the local index knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Epoch">The epoch of its key.</param>
/// <param name="LengthBytes">The length of its blob.</param>
internal readonly record struct IndexPack(PackName Name, int Epoch, int LengthBytes)
{
    public const int SizeBytes = PackName.LengthBytes + (2 * sizeof(int));
}
