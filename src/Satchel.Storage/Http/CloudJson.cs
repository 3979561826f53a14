using System.Text.Json;
using System.Text.Json.Serialization;

namespace Satchel.Storage.Http;

/// <summary>The answers of a server that a store reads, by names known when this is built.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CloudBlobPage))]
[JsonSerializable(typeof(CloudHeadPage))]
[JsonSerializable(typeof(CloudTime))]
internal sealed partial class CloudJson : JsonSerializerContext
{
    /// <summary>Reads an answer.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.Failed"/>: it is not of the form that it should be.</exception>
    public static T Read<T>(byte[] content, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, string where)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(content, type) ?? throw Malformed(where, null);
        }
        catch (JsonException error)
        {
            throw Malformed(where, error);
        }
    }

    private static StorageException Malformed(string where, Exception? error) => new(StorageProblem.Failed, where, "the server's answer is not of the form that docs/server-api.md has", error);
}
