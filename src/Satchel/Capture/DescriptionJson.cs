using System.Text.Json.Serialization;

namespace Satchel.Capture;

/// <summary>How a description is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DatabaseDescription))]
internal sealed partial class DescriptionJson : JsonSerializerContext;
