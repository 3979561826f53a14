using System.Text.Json.Serialization;
using Satchel.Server.Blobs;
using Satchel.Server.Heads;
using Satchel.Server.Notices;
using Satchel.Server.Vaults;

namespace Satchel.Server.Json;

/// <summary>What is read and written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(VaultAnswer))]
[JsonSerializable(typeof(VaultList))]
[JsonSerializable(typeof(BlobPage))]
[JsonSerializable(typeof(BlobNames))]
[JsonSerializable(typeof(HeadPage))]
[JsonSerializable(typeof(NoticeList))]
internal sealed partial class ServerJson : JsonSerializerContext;
