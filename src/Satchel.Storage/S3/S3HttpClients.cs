using Amazon.Runtime;

namespace Satchel.Storage.S3;

/// <summary>The HTTP clients of an object store: without redirects, and with the content of a small write sent at once.</summary>
internal sealed class S3HttpClients : HttpClientFactory
{
    private static readonly TimeSpan LongestConnecting = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var connections = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = LongestConnecting };
        return new HttpClient(new SmallContentAtOnce { InnerHandler = connections }) { Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan };
    }

    // Asked with "Expect: 100-continue", a store may refuse at once. The runtime's client then still sends a content of up
    // to 1,024 bytes, which a store that no longer waits for it (Ceph) takes for the connection's next request.
    private sealed class SmallContentAtOnce : DelegatingHandler
    {
        private const int MaxBytes = 64 * 1024;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentLength <= MaxBytes)
            {
                request.Headers.ExpectContinue = false;
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
