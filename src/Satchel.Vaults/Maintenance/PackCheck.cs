using System.Buffers;
using System.Collections.Concurrent;
using Satchel.Storage;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Opens every object of every pack: whatever bit was flipped, wherever, is found. Two packs at a time are in memory.</summary>
internal sealed class PackCheck(Vault vault, DamageList damage, IProgress<VaultProgress>? progress)
{
    private const int Workers = 2;
    private readonly ConcurrentBag<(byte[] Pack, byte[] Content)> _buffers = [];
    private long _done;

    public async Task RunAsync(IReadOnlyDictionary<PackName, long> packs, CancellationToken cancellationToken)
    {
        long total = packs.Values.Sum();
        ParallelOptions options = new() { MaxDegreeOfParallelism = Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(packs.OrderBy(pack => pack.Key), options, async (pack, token) =>
        {
            await CheckAsync(pack.Key, pack.Value, token);
            progress?.Report(new VaultProgress("reading every pack", Interlocked.Add(ref _done, pack.Value), total));
        });
    }

    private async Task CheckAsync(PackName name, long lengthBytes, CancellationToken cancellationToken)
    {
        if (lengthBytes > VaultLimits.MaxPackBytes)
        {
            damage.AddPack(name, $"has {lengthBytes} bytes, more than a pack");
            return;
        }

        (byte[] buffer, byte[] content) = _buffers.TryTake(out (byte[] Pack, byte[] Content) pooled) ? pooled : ([], []);
        buffer = Grow(buffer, (int)lengthBytes);
        try
        {
            CheckObjects(name, await OpenedPack.ReadAsync(vault.Store, vault.Keys, name, buffer.AsMemory(0, (int)lengthBytes), cancellationToken), ref content);
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            damage.AddPack(name, error.Message);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.Failed)
        {
            damage.AddPack(name, error.Message);
        }

        _buffers.Add((buffer, content));
    }

    private void CheckObjects(PackName name, OpenedPack pack, ref byte[] content)
    {
        using PackCipher cipher = new(vault.Keys, pack.Epoch, name);
        for (int i = 0; i < pack.Entries.Count; i++)
        {
            PackEntry entry = pack.Entries[i];
            int lengthBytes = entry.SealedBytes - PackLayout.TagBytes;
            content = Grow(content, lengthBytes);
            try
            {
                cipher.OpenObject(i, entry.Type, entry.Codec, entry.Id, pack.SealedOf(entry), content.AsSpan(0, lengthBytes));
                Verify(entry, content.AsSpan(0, lengthBytes), name);
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
            {
                damage.AddObject(name, i, error.Message);
            }
        }
    }

    private static byte[] Grow(byte[] buffer, int lengthBytes) =>
        buffer.Length >= lengthBytes ? buffer : GC.AllocateUninitializedArray<byte>(Math.Max(lengthBytes, Math.Min(2 * buffer.Length, VaultLimits.MaxPackBytes)));

    // A node's digest is compared where the walk reads it; what no snapshot needs was at least opened.
    private void Verify(in PackEntry entry, ReadOnlySpan<byte> content, PackName name)
    {
        if (entry.Type != ObjectType.Chunk)
        {
            return;
        }

        Digest digest = entry.Codec == ObjectCodec.AsIs ? Digest.Of(content) : DigestOfDecoded(entry, content, name);
        if (vault.Keys.IdOf(ObjectType.Chunk, digest) != entry.Id)
        {
            throw new VaultException(VaultProblem.Damaged, $"{name.Blob}: a chunk has another content than its id says");
        }
    }

    private static Digest DigestOfDecoded(in PackEntry entry, ReadOnlySpan<byte> content, PackName name)
    {
        byte[] decoded = ArrayPool<byte>.Shared.Rent(entry.LengthBytes);
        try
        {
            ObjectReader.Decode(content, entry.Codec, decoded.AsSpan(0, entry.LengthBytes), name.Blob.Value);
            return Digest.Of(decoded.AsSpan(0, entry.LengthBytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }
}
