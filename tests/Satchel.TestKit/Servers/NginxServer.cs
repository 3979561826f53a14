namespace Satchel.TestKit.Servers;

/// <summary>An nginx in front of other servers.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly string _folder;

    private NginxServer(string folder, Uri url)
    {
        _folder = folder;
        Url = url;
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
        return new NginxServer(folder, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>
    /// Starts it with the site that operators are given (deploy/nginx.conf), with TLS, as <c>localhost</c>. Its lines are
    /// <c>METHOD ADDRESS STATUS PROTOCOL</c> then.
    /// </summary>
    public static async Task<NginxServer> StartSiteAsync(int port, string certificate, string key, Uri upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        string folder = Directory.CreateTempSubdirectory("satchel-nginx-").FullName;
        await TestServerScript.RunAsync("nginx-site-start", folder, $"{port}", certificate, key, upstream.Authority).ConfigureAwait(false);
        return new NginxServer(folder, new Uri($"https://localhost:{port}"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TestServerScript.RunAsync("nginx-stop", _folder).ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
