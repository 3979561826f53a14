using System.Text.Json.Serialization;
using Satchel.Accounts.Messages;

namespace Satchel.Cli.Cloud;

/// <summary>How a <see cref="CloudDevice"/> stands in its file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, Converters = [typeof(Base64UrlConverter)])]
[JsonSerializable(typeof(CloudDevice))]
internal sealed partial class CloudDeviceJson : JsonSerializerContext;
