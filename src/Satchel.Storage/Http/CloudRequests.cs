using System.Net;
using System.Net.Http.Headers;

namespace Satchel.Storage.Http;

/// <summary>Sends the requests of one vault: with a token, a time limit, and failures in the words of a storage.</summary>
internal sealed class CloudRequests(CloudLocation location, ICloudCredentials credentials, TimeProvider time) : IDisposable
{
    // A request may take a minute, and a second more for each 32 KiB that it carries.
    private const int SlowestBytesPerSecond = 32 * 1024;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = CloudClient.New(location.Server);

    /// <summary>The server's host and port, for messages.</summary>
    public string Host { get; } = location.Server.Authority;

    /// <summary>Sends a request and gives what <paramref name="readAsync"/> makes of its answer.</summary>
    /// <param name="where">What it is about, for messages.</param>
    /// <param name="newRequest">Makes the request; again for each attempt.</param>
    /// <param name="owner">Whether it deletes, which a device's everyday token may not; null where no token is needed.</param>
    /// <param name="bytes">How much it carries, either way.</param>
    /// <param name="readAsync">Reads the answer: its problem is null where the status says success.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<T> SendAsync<T>(
        string where,
        Func<HttpRequestMessage> newRequest,
        bool? owner,
        long bytes,
        Func<HttpResponseMessage, CloudProblem?, CancellationToken, Task<T>> readAsync,
        CancellationToken cancellationToken)
    {
        bool renewed = false;
        while (true)
        {
            string? token = owner is { } asOwner ? await credentials.TokenAsync(asOwner, renewed, cancellationToken).ConfigureAwait(false) : null;
            using var limit = new CancellationTokenSource(LeastTime + TimeSpan.FromSeconds((double)bytes / SlowestBytesPerSecond), time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            CloudProblem? problem;
            try
            {
                using HttpRequestMessage request = newRequest();
                if (token is not null)
                {
                    request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                }

                using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
                problem = response.IsSuccessStatusCode ? null : await CloudProblem.ReadAsync(response, time, linked.Token).ConfigureAwait(false);
                if (problem is not { Status: HttpStatusCode.Unauthorized, Code: "token-invalid" } || renewed || token is null)
                {
                    if (problem?.RetryAfter is not { } || problem.ToException(where).Problem != StorageProblem.Unreachable)
                    {
                        return await readAsync(response, problem, linked.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception error) when (IsConnection(error, cancellationToken))
            {
                throw CloudProblem.OfConnection(where, Host, error);
            }

            if (problem!.RetryAfter is { } wait)
            {
                // What the server asks for is waited here; whoever tries again pauses a little more.
                await Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, time, cancellationToken).ConfigureAwait(false);
                throw problem.ToException(where);
            }

            renewed = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsConnection(Exception error, CancellationToken cancellationToken) => error switch
    {
        StorageException => false,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException => true,
        _ => false,
    };
}
