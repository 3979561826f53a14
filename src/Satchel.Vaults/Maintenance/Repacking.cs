using Satchel.Vaults.Index;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Writes what is needed of wasteful packs into new ones, and an index of those. The old packs are garbage from then on.</summary>
internal static class Repacking
{
    public static async Task RunAsync(Vault vault, IReadOnlyList<IndexPack> packs, LiveObjects live, IProgress<VaultProgress>? progress, CancellationToken cancellationToken)
    {
        IndexFlusher? indexes = null;
        await using PackWriter writer = new(vault.Store, vault.Keys, static _ => { }, token => indexes!.FlushIfDueAsync(token));
        using (indexes = new IndexFlusher(vault.IndexBlobs, vault.Index, writer, vault.Time, static _ => { }))
        {
            for (int i = 0; i < packs.Count; i++)
            {
                progress?.Report(new VaultProgress("writing packs again", i, packs.Count));
                await CopyAsync(vault, packs[i], live, writer, cancellationToken);
            }

            await writer.FlushAsync(cancellationToken);
            await indexes.FlushAsync(isLast: false, cancellationToken);
        }
    }

    private static async Task CopyAsync(Vault vault, IndexPack pack, LiveObjects live, PackWriter writer, CancellationToken cancellationToken)
    {
        OpenedPack opened = await OpenedPack.ReadAsync(vault.Store, vault.Keys, pack.Name, cancellationToken);
        using PackCipher cipher = new(vault.Keys, opened.Epoch, pack.Name);
        for (int i = 0; i < opened.Entries.Count; i++)
        {
            PackEntry entry = opened.Entries[i];
            if (!live.IsLiveIn(entry.Id, pack.Name))
            {
                continue;
            }

            byte[] content = new byte[entry.SealedBytes - PackLayout.TagBytes];
            cipher.OpenObject(i, entry.Type, entry.Codec, entry.Id, opened.SealedOf(entry), content);
            await writer.AddCopyAsync(entry.Type, entry.Codec, entry.Id, content, entry.LengthBytes, entry.Prefixes, cancellationToken);
        }
    }
}
