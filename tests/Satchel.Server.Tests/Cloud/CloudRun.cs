using System.Text.Json;

namespace Satchel.Server.Tests.Cloud;

/// <summary>What a command left.</summary>
internal sealed record CloudRun(int ExitCode, string Output, string Error)
{
    /// <summary>The one object that it wrote.</summary>
    public JsonElement Object => Assert.Single(Objects);

    /// <summary>The objects that it wrote, one a line.</summary>
    public IReadOnlyList<JsonElement> Objects =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
