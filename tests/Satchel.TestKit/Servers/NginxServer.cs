namespace Satchel.TestKit.Servers;

/// <summary>An nginx in front of other servers.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly string _folder;

    private NginxServer(string folder, int port)
    {
        _folder = folder;
        Url = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Why it cannot be started on this machine; null where it can.</summary>
    public static string? MissingBecause => TestServerScript.Has("nginx") ? null : "Debian's nginx is not installed";

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>A line for each request so far: <c>METHOD ADDRESS STATUS UPSTREAM</c>.</summary>
    public IReadOnlyList<string> Requests => File.Exists(Path.Combine(_folder, "access.log")) ? File.ReadAllLines(Path.Combine(_folder, "access.log")) : [];

    /// <summary>Starts it in front of <paramref name="upstreams"/>.</summary>
    public static async Task<NginxServer> StartAsync(params Uri[] upstreams)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-nginx-").FullName;
        int port = TestServerScript.FreePort();
        await TestServerScript.RunAsync("nginx-start", [folder, $"{port}", .. upstreams.Select(upstream => upstream.Authority)]).ConfigureAwait(false);
        return new NginxServer(folder, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TestServerScript.RunAsync("nginx-stop", _folder).ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
