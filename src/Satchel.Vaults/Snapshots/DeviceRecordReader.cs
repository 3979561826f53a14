using System.Globalization;
using System.Text.Json;
using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Snapshots;

/// <summary>Reads the JSON of a device's record (docs/format.md, "The JSON"). Members that are not known are passed over.</summary>
internal static class DeviceRecordReader
{
    private const int MaxDepth = 16;

    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no such record.</exception>
    public static DeviceRecord Read(Digest id, ReadOnlyMemory<byte> json, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(id, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new VaultException(VaultProblem.Damaged, $"{where}: is not a snapshot record", error);
        }
    }

    private static DeviceRecord Read(Digest id, JsonElement json)
    {
        string device = ReadDevice(json);
        long number = ReadNumber(json, "number", 1);
        Digest? previous = FindDigest(json, "previous");
        if (previous is null != (number == 1) || json.GetProperty("format").GetInt32() != 1)
        {
            throw new FormatException("a record's number, previous and format do not fit");
        }

        DeviceRecord record = new() { Id = id, Device = device, Number = number, Previous = previous };
        return json.GetProperty("type").GetString() switch
        {
            DeviceRecordWriter.SnapshotType => record with { Snapshot = ReadSnapshot(record, json) },
            DeviceRecordWriter.ForgetType => record with
            {
                Forgets = [.. json.GetProperty("forgets").EnumerateArray().Select(ReadForgotten)],
                Retained = [.. json.GetProperty("retained").EnumerateArray().Select(ReadRetained)],
            },
            _ => record,   // A kind that a later program writes is a link of the chain all the same.
        };
    }

    private static SnapshotInfo ReadSnapshot(DeviceRecord record, JsonElement json)
    {
        JsonElement maps = json.GetProperty("maps");
        JsonElement counts = json.GetProperty("counts");
        return new SnapshotInfo
        {
            Id = record.Id.ToString(),
            Device = record.Device,
            Number = record.Number,
            Previous = record.Previous?.ToString(),
            TakenAt = ReadTime(json, "takenAt"),
            Source = ReadSource(json.GetProperty("source")),
            Files = ReadRoot(maps, "files", MapKind.Files),
            History = ReadRoot(maps, "history", MapKind.History),
            Directory = ReadRoot(maps, "directory", MapKind.Directory),
            Counts = new SnapshotCounts(
                ReadNumber(counts, "chats", 0), ReadNumber(counts, "messages", 0), ReadNumber(counts, "attachments", 0), ReadNumber(counts, "files", 0), ReadNumber(counts, "bytes", 0)),
        };
    }

    private static ForgottenRecord ReadForgotten(JsonElement json) => new(
        FindDigest(json, "id") ?? throw new FormatException("a forgotten snapshot has no id"), ReadDevice(json), ReadNumber(json, "number", 1), FindDigest(json, "previous"));

    private static RetainedHistory ReadRetained(JsonElement json)
    {
        JsonElement maps = json.GetProperty("maps");
        return new RetainedHistory
        {
            Snapshot = FindDigest(json, "snapshot")?.ToString() ?? throw new FormatException("a retained history names no snapshot"),
            Device = ReadDevice(json),
            Number = ReadNumber(json, "number", 1),
            TakenAt = ReadTime(json, "takenAt"),
            Source = ReadSource(json.GetProperty("source")),
            History = ReadRoot(maps, "history", MapKind.History),
            Directory = ReadRoot(maps, "directory", MapKind.Directory),
        };
    }

    private static SourceIdentity ReadSource(JsonElement json) => new(
        FindText(json, "app") ?? throw new FormatException("a source has no app"),
        FindText(json, "platform") ?? throw new FormatException("a source has no platform"),
        FindText(json, "edition"),
        FindText(json, "account"),
        FindText(json, "name"))
    {
        Store = FindText(json, "store"),
    };

    private static MapRoot ReadRoot(JsonElement maps, string name, MapKind kind)
    {
        JsonElement json = maps.GetProperty(name);
        Digest digest = FindDigest(json, "digest") ?? throw new FormatException("a map has no digest");
        long height = ReadNumber(json, "height", 0);
        return height <= VaultLimits.MaxHeight
            ? new MapRoot(kind, digest, (int)height, ReadNumber(json, "entries", 0))
            : throw new FormatException("a map is too high");
    }

    private static string ReadDevice(JsonElement json)
    {
        string device = FindText(json, "device") ?? string.Empty;
        return DeviceId.IsValid(device) ? device : throw new FormatException("a device's id is 32 hex digits");
    }

    private static string? FindText(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static Digest? FindDigest(JsonElement json, string name) => FindText(json, name) switch
    {
        null => null,
        string hex when Digest.TryParse(hex, out Digest digest) => digest,
        _ => throw new FormatException($"{name} is not 64 hex digits"),
    };

    private static long ReadNumber(JsonElement json, string name, long least)
    {
        long number = json.GetProperty(name).GetInt64();
        return number >= least ? number : throw new FormatException($"{name} is below {least}");
    }

    private static DateTimeOffset ReadTime(JsonElement json, string name) => DateTimeOffset.ParseExact(
        FindText(json, name) ?? string.Empty, DeviceRecordWriter.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
