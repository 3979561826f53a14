using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>A pack that is closed and on its way: sealed on the side, then stored. Its objects can be read all the while.</summary>
internal sealed class PackInFlight(PackBuilder builder, PackMemory memory, KeyRing keys)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _sealed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _pack;

    public PackName Name => builder.Name;

    /// <summary>The pack as the index will list it, once it is sealed.</summary>
    public PackListing? Listing { get; private set; }

    /// <summary>Seals the pack and stores it.</summary>
    public async Task SealAndStoreAsync(IBlobStore store, Action<int> onStoring, CancellationToken cancellationToken)
    {
        try
        {
            lock (_lock)
            {
                _pack = builder.Seal(keys);
            }

            Listing = new PackListing(Name, keys.CurrentEpoch, _pack.Length, builder.Entries);
            _sealed.SetResult();
        }
        catch (Exception error)
        {
            _sealed.SetException(error);
            throw;
        }

        onStoring(_pack.Length);
        await store.PutAsync(Name.Blob, _pack, cancellationToken);
    }

    /// <summary>Opens an object of this pack from memory; null once the pack is stored and its memory is used for another.</summary>
    public async ValueTask<byte[]?> TryReadAsync(int number, PackEntry entry)
    {
        await _sealed.Task;
        byte[] content = new byte[entry.SealedBytes - PackLayout.TagBytes];
        lock (_lock)
        {
            if (_pack.IsEmpty)
            {
                return null;
            }

            using PackCipher cipher = new(keys, Listing!.Epoch, Name);
            cipher.OpenObject(number, entry.Type, entry.Codec, entry.Id, _pack.Span.Slice(entry.Offset, entry.SealedBytes), content);
            return content;
        }
    }

    /// <summary>Gives the memory back, for another pack.</summary>
    public PackMemory Release()
    {
        lock (_lock)
        {
            _pack = default;
            return memory;
        }
    }
}
