using System.Text.Json.Serialization;

namespace Satchel.Cli.Viewer;

/// <summary>Reads what the page wants done.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JobRequest))]
internal sealed partial class JobJson : JsonSerializerContext;
