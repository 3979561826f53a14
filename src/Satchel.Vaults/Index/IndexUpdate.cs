using Satchel.Storage;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Index;

/// <summary>What has to be read to bring the local index up to what the storage lists.</summary>
internal sealed class IndexUpdate(IndexBlobs blobs, IndexState before)
{
    private readonly List<ReadIndex> _read = [];
    private readonly Dictionary<Digest, string> _damaged = [];

    /// <summary>The indexes read.</summary>
    public IReadOnlyList<ReadIndex> Read => _read;

    /// <summary>The indexes that could not be.</summary>
    public IReadOnlyDictionary<Digest, string> Damaged => _damaged;

    /// <summary>Whether all that was known before still holds, so that it need not be made anew.</summary>
    public bool KeepsPacks { get; private set; } = true;

    /// <summary>Whether there is nothing new.</summary>
    public bool IsEmpty => _read.Count == 0 && _damaged.Keys.Order().SequenceEqual(before.Damaged.Keys.Order()) && KeepsPacks;

    /// <summary>Reads the indexes that are not known; false where one is gone that was listed.</summary>
    public async Task<bool> ReadAsync(IEnumerable<Digest> listed, CancellationToken cancellationToken)
    {
        HashSet<Digest> names = [.. listed];
        foreach (Digest name in names.Where(name => !before.Live.Contains(name) && !before.Superseded.Contains(name)).Order())
        {
            try
            {
                _read.Add(new ReadIndex(name, await blobs.ReadContentAsync(name, cancellationToken)));
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
            {
                _damaged[name] = error.Message;
            }
            catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
            {
                return false;
            }
        }

        HashSet<Digest> dropped = [.. before.Live.Where(name => !names.Contains(name)), .. _read.SelectMany(index => index.Superseded).Where(before.Live.Contains)];
        KeepsPacks = dropped.Count == 0 || await AreTakenOverAsync(dropped, names, cancellationToken);
        return true;
    }

    private async Task<bool> AreTakenOverAsync(HashSet<Digest> dropped, HashSet<Digest> listed, CancellationToken cancellationToken)
    {
        HashSet<PackName> packs = [.. _read.SelectMany(index => index.Decode().Packs).Select(pack => pack.Name)];
        foreach (Digest name in dropped)
        {
            try
            {
                if (!listed.Contains(name) || (await blobs.ReadAsync(name, cancellationToken)).Packs.Any(pack => !packs.Contains(pack.Name)))
                {
                    return false;
                }
            }
            catch (Exception error) when (error is VaultException or StorageException)
            {
                return false;
            }
        }

        return true;
    }
}
