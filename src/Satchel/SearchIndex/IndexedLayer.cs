using Satchel.Archive;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.SearchIndex;

/// <summary>One source's history as an index has it.</summary>
/// <param name="Source">Which source on which device.</param>
/// <param name="Digest">Its root's digest.</param>
/// <param name="Height">Its root's height.</param>
/// <param name="Entries">How many entries it has.</param>
/// <param name="Directory">The digest of its directory's root.</param>
internal sealed record IndexedLayer(string Source, string Digest, int Height, long Entries, string Directory)
{
    /// <summary>A layer as it is now.</summary>
    public static IndexedLayer Of(HistoryLayer layer)
    {
        SourceIdentity source = layer.Source;
        return new IndexedLayer(
            string.Join('\n', layer.Device, source.App, source.Edition, source.Platform, source.Account),
            layer.History.Digest.ToString(), layer.History.Height, layer.History.Entries, layer.Directory.Digest.ToString());
    }

    /// <summary>The root that it had; null where this is none.</summary>
    public MapRoot? Root() => Vaults.Digest.TryParse(Digest, out Vaults.Digest digest) ? new MapRoot(MapKind.History, digest, Height, Entries) : null;
}
