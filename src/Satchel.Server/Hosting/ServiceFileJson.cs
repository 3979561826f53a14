using System.Text.Json;
using System.Text.Json.Serialization;

namespace Satchel.Server.Hosting;

/// <summary>The file of secrets is read strictly: a name that is not known is a mistake that somebody would look for.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(ServiceFile))]
internal sealed partial class ServiceFileJson : JsonSerializerContext;
