using System.Globalization;
using System.Text.Json;
using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Snapshots;

/// <summary>Writes the JSON of a device's record (docs/format.md, "The JSON").</summary>
internal static class DeviceRecordWriter
{
    public const string SnapshotType = "snapshot";
    public const string ForgetType = "forget";
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string Tool = "satchel " + typeof(DeviceRecordWriter).Assembly.GetName().Version?.ToString(3);

    public static byte[] WriteSnapshot(string device, DeviceHead? before, SnapshotContents contents) => Write(json =>
    {
        WriteStart(json, SnapshotType, device, before, contents.TakenAt);
        WriteSource(json, contents.Source);
        json.WriteStartObject("maps");
        WriteRoot(json, "files", contents.Files);
        WriteRoot(json, "history", contents.History);
        WriteRoot(json, "directory", contents.Directory);
        json.WriteEndObject();
        json.WriteStartObject("counts");
        json.WriteNumber("chats", contents.Counts.Chats);
        json.WriteNumber("messages", contents.Counts.Messages);
        json.WriteNumber("attachments", contents.Counts.Attachments);
        json.WriteNumber("files", contents.Counts.Files);
        json.WriteNumber("bytes", contents.Counts.Bytes);
        json.WriteEndObject();
    });

    public static byte[] WriteForget(
        string device, DeviceHead? before, DateTimeOffset at, IReadOnlyList<ForgottenRecord> forgets, IReadOnlyList<RetainedHistory> retained) => Write(json =>
    {
        WriteStart(json, ForgetType, device, before, at);
        json.WriteStartArray("forgets");
        foreach (ForgottenRecord forgotten in forgets)
        {
            json.WriteStartObject();
            json.WriteString("id", forgotten.Id.ToString());
            json.WriteString("device", forgotten.Device);
            json.WriteNumber("number", forgotten.Number);
            WriteOptional(json, "previous", forgotten.Previous?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("retained");
        foreach (RetainedHistory history in retained)
        {
            json.WriteStartObject();
            json.WriteString("snapshot", history.Snapshot);
            json.WriteString("device", history.Device);
            json.WriteNumber("number", history.Number);
            json.WriteString("takenAt", FormatTime(history.TakenAt));
            WriteSource(json, history.Source);
            json.WriteStartObject("maps");
            WriteRoot(json, "history", history.History);
            WriteRoot(json, "directory", history.Directory);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteString("tool", Tool);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static void WriteStart(Utf8JsonWriter json, string type, string device, DeviceHead? before, DateTimeOffset at)
    {
        json.WriteNumber("format", 1);
        json.WriteString("type", type);
        json.WriteString("device", device);
        json.WriteNumber("number", (before?.Number ?? 0) + 1);
        WriteOptional(json, "previous", before?.Id.ToString());
        json.WriteString("takenAt", FormatTime(at));
    }

    private static void WriteSource(Utf8JsonWriter json, SourceIdentity source)
    {
        json.WriteStartObject("source");
        json.WriteString("app", source.App);
        WriteOptional(json, "edition", source.Edition);
        json.WriteString("platform", source.Platform);
        WriteOptional(json, "store", source.Store);
        WriteOptional(json, "account", source.Account);
        WriteOptional(json, "name", source.Name);
        json.WriteEndObject();
    }

    private static void WriteRoot(Utf8JsonWriter json, string name, MapRoot root)
    {
        json.WriteStartObject(name);
        json.WriteString("digest", root.Digest.ToString());
        json.WriteNumber("height", root.Height);
        json.WriteNumber("entries", root.Entries);
        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
