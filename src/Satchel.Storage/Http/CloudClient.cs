using System.Net;

namespace Satchel.Storage.Http;

/// <summary>Connections to a Satchel cloud.</summary>
internal static class CloudClient
{
    private const int StreamWindowBytes = 4 * 1024 * 1024;

    /// <summary>
    /// A client for one server. It follows no redirect and keeps no cookie, so that a token goes nowhere but there, and never
    /// sends what is for this machine through a proxy. HTTP/2 is spoken where the server offers it. It has no time limit of its own.
    /// </summary>
    public static HttpClient New(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = !server.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxResponseHeadersLength = 64,
            InitialHttp2StreamWindowSize = StreamWindowBytes,
        };
        return new HttpClient(handler, disposeHandler: true)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
    }
}
