using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Snapshots;

/// <summary>
/// The records seen before, checked then, and kept in the cache in one sealed file: what is in it opens only where
/// this vault's keys sealed it, so a record in it needs no second check. Losing it costs reads.
/// </summary>
internal sealed class RecordCache
{
    private const string Kind = "cache";
    private const string FileName = "records";
    private const int MaxFileBytes = 256 * 1024 * 1024;

    private readonly KeyRing _keys;
    private readonly string? _path;
    private readonly Dictionary<Digest, (DeviceRecord Record, ReadOnlyMemory<byte> Json)> _records = [];
    private bool _isChanged;

    public RecordCache(KeyRing keys, string? cacheFolder)
    {
        _keys = keys;
        _path = cacheFolder is null ? null : Path.Combine(cacheFolder, FileName);
        TryLoad();
    }

    public DeviceRecord? Find(Digest id) => _records.TryGetValue(id, out (DeviceRecord Record, ReadOnlyMemory<byte> Json) found) ? found.Record : null;

    public void Add(DeviceRecord record, ReadOnlyMemory<byte> json)
    {
        _records[record.Id] = (record, json);
        _isChanged = true;
    }

    /// <summary>Keeps the records of <paramref name="inUse"/> for the next start.</summary>
    public void TrySave(IEnumerable<Digest> inUse)
    {
        if (_path is null || !_isChanged)
        {
            return;
        }

        ByteWriter content = new(64 * 1024);
        foreach (Digest id in inUse.Where(_records.ContainsKey))
        {
            ReadOnlyMemory<byte> json = _records[id].Json;
            id.CopyTo(content.Append(Digest.LengthBytes));
            content.WriteVarint((ulong)json.Length);
            content.Write(json.Span);
        }

        if (content.Length > VaultLimits.MaxPackBytes)
        {
            return;   // More than a small sealed blob holds: as many snapshots are read from the storage.
        }

        try
        {
            string temporary = _path + "." + Guid.NewGuid().ToString("N") + ".tmp";
            File.WriteAllBytes(temporary, SealedBlob.Seal(_keys, Kind, content.Written));
            File.Move(temporary, _path, overwrite: true);
            _isChanged = false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without it the next start is slower, not wrong.
        }
    }

    private void TryLoad()
    {
        try
        {
            if (_path is null || !File.Exists(_path) || new FileInfo(_path).Length > MaxFileBytes)
            {
                return;
            }

            byte[] content = SealedBlob.Open(_keys, Kind, File.ReadAllBytes(_path), FileName);
            ByteReader reader = new(content, FileName);
            while (reader.Remaining > 0)
            {
                Digest id = new(reader.Take(Digest.LengthBytes));
                int lengthBytes = reader.ReadVarint(VaultLimits.MaxSnapshotBytes, "bytes");
                ReadOnlyMemory<byte> json = content.AsMemory(reader.Offset, lengthBytes);
                _ = reader.Take(lengthBytes);
                _records[id] = (DeviceRecordReader.Read(id, json, FileName), json);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or VaultException)
        {
            _records.Clear();
        }
    }
}
