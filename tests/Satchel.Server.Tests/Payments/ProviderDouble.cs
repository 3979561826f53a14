using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Satchel.Server.Tests.Payments;

/// <summary>What stands in for a provider: a process that speaks its protocol on the loopback (tests/servers/*-double.mjs).</summary>
internal sealed class ProviderDouble : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _client;

    private ProviderDouble(ChildProcess process)
    {
        _process = process;
        Url = new Uri(process.Said + "/");
        _client = new HttpClient { BaseAddress = Url };
    }

    public Uri Url { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProviderDouble> StartAsync(string script, params string[] arguments)
    {
        Assert.SkipUnless("/usr/bin:/usr/local/bin".Split(':').Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).Any(folder => File.Exists(Path.Combine(folder, "node"))), "node is not installed (Debian: nodejs)");
        return new ProviderDouble(await ChildProcess.StartAsync("node", [Path.Combine(ChildProcess.Scripts, script), .. arguments]));
    }

    /// <summary>Says what people, banks and networks do.</summary>
    public async Task<JsonElement> ControlAsync(string what, JsonObject? how = null)
    {
        using HttpResponseMessage answer = await _client.PostAsJsonAsync(new Uri($"_control/{what}", UriKind.Relative), how ?? [], Token);
        JsonElement said = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{what}: {said}");
        return said;
    }

    /// <summary>Delivers what waits, and gives the statuses that the server answered.</summary>
    public async Task<int[]> DeliverAsync(string how = "once") => [.. (await ControlAsync("deliver", new JsonObject { ["how"] = how })).EnumerateArray().Select(status => status.GetInt32())];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }
}
