using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Snapshots;

/// <summary>The records of devices as they lie in the storage: signed, sealed, named by their hash (docs/format.md, "The blob").</summary>
internal sealed class DeviceRecords(IBlobStore store, KeyRing keys)
{
    public const string Folder = "snapshots/";
    public const string Kind = "snapshot";

    private const int SignatureBytes = 64;

    private static ReadOnlySpan<byte> SignedPrefix => "satchel snapshot 1\n"u8;

    public static BlobName NameOf(Digest id) => new(Folder + id);

    /// <summary>The ids of all records there are, of those no head reaches as well; with their lengths.</summary>
    public async Task<Dictionary<Digest, long>> ListAsync(CancellationToken cancellationToken)
    {
        Dictionary<Digest, long> ids = [];
        await foreach (BlobInfo blob in store.ListAsync(Folder, cancellationToken))
        {
            if (ContentName.TryParse(blob.Name, Folder, out Digest id))
            {
                ids[id] = blob.LengthBytes;
            }
        }

        return ids;
    }

    /// <summary>Reads a record and checks its signature.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    /// <exception cref="StorageException"><see cref="StorageProblem.NotFound"/>.</exception>
    public async Task<(DeviceRecord Record, ReadOnlyMemory<byte> Json)> ReadAsync(Digest id, CancellationToken cancellationToken)
    {
        BlobName blob = NameOf(id);
        byte[] bytes = await ContentName.ReadAsync(store, blob, id, VaultLimits.MaxSnapshotBytes, cancellationToken);
        return Open(id, bytes, blob.Value);
    }

    /// <summary>Signs, seals and stores a record. It counts once the head of its device reaches it.</summary>
    public async Task<(DeviceRecord Record, ReadOnlyMemory<byte> Json, int LengthBytes)> WriteAsync(string device, byte[] json, CancellationToken cancellationToken)
    {
        byte[] signature = keys.Sign(Convert.FromHexString(device), SignedText(json));
        byte[] bytes = SealedBlob.Seal(keys, Kind, [.. signature, .. json]);
        if (bytes.Length > VaultLimits.MaxSnapshotBytes)
        {
            throw new VaultException(VaultProblem.LimitExceeded, $"a snapshot record would have {bytes.Length} bytes; at most {VaultLimits.MaxSnapshotBytes} are allowed");
        }

        var id = Digest.Of(bytes);
        (DeviceRecord record, _) = Open(id, bytes, NameOf(id).Value);
        await store.PutAsync(NameOf(id), bytes, cancellationToken);
        return (record, json, bytes.Length);
    }

    private (DeviceRecord Record, ReadOnlyMemory<byte> Json) Open(Digest id, byte[] bytes, string where)
    {
        byte[] content = SealedBlob.Open(keys, Kind, bytes, where);
        if (content.Length < SignatureBytes)
        {
            throw new VaultException(VaultProblem.Damaged, $"{where}: is not a snapshot record");
        }

        ReadOnlyMemory<byte> json = content.AsMemory(SignatureBytes);
        DeviceRecord record = DeviceRecordReader.Read(id, json, where);
        return keys.Verify(Convert.FromHexString(record.Device), SignedText(json.Span), content.AsSpan(0, SignatureBytes))
            ? (record, json)
            : throw new VaultException(VaultProblem.Damaged, $"{where}: is not signed by the device that it names");
    }

    private byte[] SignedText(ReadOnlySpan<byte> json) => [.. SignedPrefix, .. keys.VaultId.Span, .. json];
}
