using System.Net;

namespace Satchel.Storage.Http;

/// <summary>Connections to a Satchel cloud.</summary>
internal static class CloudClient
{
    /// <summary>
    /// A client for one server. It follows no redirect and keeps no cookie, so that a token goes nowhere but there, and never
    /// sends what is for this machine through a proxy. It speaks HTTP/1.1: over
    /// HTTP/2 a proxy such as nginx takes 64 KiB of a body for each round trip, and packs go up over long ways. It has no time
    /// limit of its own.
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
        };
        return new HttpClient(handler, disposeHandler: true)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
