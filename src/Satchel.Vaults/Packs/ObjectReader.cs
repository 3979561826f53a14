using System.Buffers;
using Satchel.Storage;
using Satchel.Vaults.Index;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Packs;

/// <summary>Finds, reads, opens and decodes objects. What does not open is looked for once more in an index made anew. Thread-safe.</summary>
internal sealed class ObjectReader(IBlobStore store, KeyRing keys, LocalIndex index) : IDisposable
{
    private readonly PackWindows _windows = new(store);
    private readonly PackCipherPool _ciphers = new(keys);

    /// <summary>Reads an object that the vault must have.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not there, or not as it was sealed.</exception>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(ObjectId id, string what, CancellationToken cancellationToken, int depthBelow = ObjectCopies.AnyDepth) =>
        ReadAsync(id, what, default, cancellationToken, depthBelow);

    /// <summary>Reads an object that the vault must have into <paramref name="room"/> where it fits there, else into memory of its own.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not there, or not as it was sealed.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(ObjectId id, string what, Memory<byte> room, CancellationToken cancellationToken, int depthBelow = ObjectCopies.AnyDepth)
    {
        try
        {
            if (index.TryFind(id, out ObjectLocation location, out _, depthBelow))
            {
                return await ReadAtAsync(location, id, room, cancellationToken);
            }
        }
        catch (VaultException error) when (error.Problem == VaultProblem.Damaged)
        {
            // Another device may have moved it into another pack, or the local index may be wrong.
        }

        await index.DoubtAsync(cancellationToken);
        return await ReadAnyAsync(index.FindAll(id, depthBelow), id, room, cancellationToken)
            ?? throw new VaultException(VaultProblem.Damaged, $"{what} is in no pack that an index lists{index.DamageNote()}");
    }

    /// <summary>Reads and opens the object at a place, and leaves it in its codec.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public async ValueTask<byte[]> ReadSealedAsync(ObjectLocation at, ObjectId id, CancellationToken cancellationToken)
    {
        byte[] content = new byte[at.SealedBytes - PackLayout.TagBytes];
        await OpenAsync(at, id, content, cancellationToken);
        return content;
    }

    // The first copy that opens; null where there is none at all.
    private async ValueTask<ReadOnlyMemory<byte>?> ReadAnyAsync(IReadOnlyList<ObjectLocation> copies, ObjectId id, Memory<byte> room, CancellationToken cancellationToken)
    {
        for (int i = 0; i < copies.Count; i++)
        {
            try
            {
                return await ReadAtAsync(copies[i], id, room, cancellationToken);
            }
            catch (VaultException error) when (error.Problem == VaultProblem.Damaged && i < copies.Count - 1)
            {
                // Another copy may be whole.
            }
        }

        return null;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAtAsync(ObjectLocation at, ObjectId id, Memory<byte> room, CancellationToken cancellationToken)
    {
        int openedBytes = at.SealedBytes - PackLayout.TagBytes;
        if (at.Codec == ObjectCodec.AsIs && openedBytes == at.LengthBytes)
        {
            Memory<byte> content = RoomFor(openedBytes, room);
            await OpenAsync(at, id, content, cancellationToken);
            return content;
        }

        byte[] opened = ArrayPool<byte>.Shared.Rent(openedBytes);
        try
        {
            await OpenAsync(at, id, opened.AsMemory(0, openedBytes), cancellationToken);
            Memory<byte> content = RoomFor(at.LengthBytes, room);
            Decode(opened.AsSpan(0, openedBytes), at.Codec, content.Span, at.Pack.Blob.Value);
            return content;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(opened);
        }
    }

    private static Memory<byte> RoomFor(int lengthBytes, Memory<byte> room) => lengthBytes <= room.Length ? room[..lengthBytes] : new byte[lengthBytes];

    private async ValueTask OpenAsync(ObjectLocation at, ObjectId id, Memory<byte> destination, CancellationToken cancellationToken)
    {
        byte[] sealedBytes = ArrayPool<byte>.Shared.Rent(at.SealedBytes);
        PackCipher cipher = _ciphers.Rent(at.Epoch, at.Pack);
        try
        {
            await _windows.ReadAsync(at.Pack, at.PackBytes, at.Offset, sealedBytes.AsMemory(0, at.SealedBytes), cancellationToken);
            cipher.OpenObject(at.Number, at.Type, at.Codec, id, sealedBytes.AsSpan(0, at.SealedBytes), destination.Span);
        }
        catch (StorageException error) when (error.Problem is StorageProblem.NotFound or StorageProblem.WrongLength)
        {
            throw new VaultException(VaultProblem.Damaged, $"{at.Pack.Blob}: {(error.Problem == StorageProblem.NotFound ? "is missing" : "is shorter than it was")}", error);
        }
        finally
        {
            _ciphers.Return(at.Pack, cipher);
            ArrayPool<byte>.Shared.Return(sealedBytes);
        }
    }

    /// <summary>Undoes a codec.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it does not give that length.</exception>
    public static byte[] Decode(byte[] content, ObjectCodec codec, int lengthBytes, string where)
    {
        if (codec == ObjectCodec.AsIs && content.Length == lengthBytes)
        {
            return content;
        }

        byte[] decoded = new byte[lengthBytes];
        Decode(content, codec, decoded, where);
        return decoded;
    }

    /// <summary>Undoes a codec into memory that has the length which must come out.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it does not give that length.</exception>
    public static void Decode(ReadOnlySpan<byte> content, ObjectCodec codec, Span<byte> decoded, string where)
    {
        if (codec == ObjectCodec.AsIs)
        {
            throw new VaultException(VaultProblem.Damaged, $"{where}: an object has another length than its directory says");
        }

        ZstdDecompressor decompressor = ZstdDecompressor.Rent();
        bool isRead = decompressor.TryDecompress(content, decoded, []);
        ZstdDecompressor.Return(decompressor);
        if (!isRead)
        {
            throw new VaultException(VaultProblem.Damaged, $"{where}: an object does not decompress to its length");
        }
    }

    public void Dispose() => _ciphers.Dispose();
}
