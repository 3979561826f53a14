using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>All that one source knows of one message: its versions, oldest first.</summary>
/// <param name="Layer">The source's number among the layers.</param>
/// <param name="Stem">The key without the version.</param>
/// <param name="Versions">The versions.</param>
internal sealed record LayerMessage(int Layer, ReadOnlyMemory<byte> Stem, IReadOnlyList<MapEntry> Versions);
