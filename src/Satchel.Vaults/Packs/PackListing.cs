namespace Satchel.Vaults.Packs;

/// <summary>A pack and what is in it, as an index repeats it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Epoch">The epoch whose key seals it.</param>
/// <param name="LengthBytes">The length of its blob.</param>
/// <param name="Entries">Its objects, in order.</param>
internal sealed record PackListing(PackName Name, int Epoch, int LengthBytes, IReadOnlyList<PackEntry> Entries);
