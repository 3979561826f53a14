using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.SearchIndex;

/// <summary>The indexes that this device keeps of a vault.</summary>
public static class SearchIndexes
{
    /// <summary>
    /// Takes into the index of the archive what a backup has added, where there is an index: whoever never searches pays for none, and who does finds everything at once.
    /// </summary>
    public static async Task ExtendAsync(Vault vault, HistoryFilter filter, HistoryViewOptions options, CancellationToken cancellationToken)
    {
        foreach (HistoryView view in await HistoryViews.OpenAsync(vault, HistoryOrigin.Archive, filter, options, cancellationToken))
        {
            await using (view)
            {
                if (view is StoredHistoryView stored && new IndexStore(stored) is var store && store.FindManifest() is not null)
                {
                    await store.UpdateAsync(null, cancellationToken);
                }
            }
        }
    }
}
