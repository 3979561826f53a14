using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Satchel.Storage;

namespace Satchel.Cli.Cloud;

/// <summary>Asks a Satchel cloud about accounts: the part of <c>/v1</c> that is not blobs (docs/server-api.md).</summary>
internal sealed class CloudClient : IDisposable
{
    private const int MaxAnswerBytes = 1024 * 1024;
    private const int MostTries = 4;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public CloudClient(CloudAddress address, TimeProvider time)
    {
        Address = address;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = !address.Server.IsLoopback,
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        _http = new HttpClient(handler) { BaseAddress = address.Server, MaxResponseContentBufferSize = MaxAnswerBytes, Timeout = Patience };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("satchel", CommandLine.Version));
    }

    /// <summary>Which cloud.</summary>
    public CloudAddress Address { get; }

    /// <summary>The server's clock at its last answer, and this machine's counter then; null before the first.</summary>
    public (DateTimeOffset Server, long Here)? LastSeen { get; private set; }

    /// <summary>Sends a message, and reads the answer.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TAnswer> answerType, string? token, CancellationToken cancellationToken)
        where TAnswer : class
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        byte[] answer = await SendAsync(HttpMethod.Post, path, body, token, cancellationToken);
        return Parse(answer, answerType);
    }

    /// <summary>Sends a message without content, and reads the answer.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task<TAnswer> PostAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answerType, string token, CancellationToken cancellationToken)
        where TAnswer : class =>
        Parse(await SendAsync(HttpMethod.Post, path, [], token, cancellationToken), answerType);

    /// <summary>Reads something.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task<TAnswer> GetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answerType, string token, CancellationToken cancellationToken)
        where TAnswer : class =>
        Parse(await SendAsync(HttpMethod.Get, path, null, token, cancellationToken), answerType);

    /// <summary>Removes something.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public Task DeleteAsync(string path, string token, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, token, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body, string? token, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using HttpRequestMessage request = new(method, path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            }

            if (token is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using HttpResponseMessage response = await ExchangeAsync(request, cancellationToken);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return answer;
            }

            if (attempt == MostTries || PauseBefore(response) is not { } pause)
            {
                throw CloudProblem.Of(Address, response.StatusCode, answer, RetryAfter(response));
            }

            await Task.Delay(pause, _time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            if (response.Headers.Date is { } date)
            {
                LastSeen = (date, _time.GetTimestamp());
            }

            return response;
        }
        catch (HttpRequestException error)
        {
            throw Unreachable(error.HttpRequestError switch
            {
                HttpRequestError.SecureConnectionError => "its certificate is not one that this machine trusts",
                HttpRequestError.NameResolutionError => "there is no host of that name",
                HttpRequestError.ConfigurationLimitExceeded => "its answer is longer than any that is expected",
                _ => error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "nothing listens there" : "the server does not answer",
            }, error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(string.Create(CultureInfo.InvariantCulture, $"no answer within {Patience.TotalSeconds:0} s"), error);
        }
    }

    private TAnswer Parse<TAnswer>(byte[] answer, JsonTypeInfo<TAnswer> type)
        where TAnswer : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type) ?? throw Foreign(null);
        }
        catch (JsonException error)
        {
            throw Foreign(error);
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;

    // A short wait that the server asks for is kept; a long one is the person's to decide.
    private static TimeSpan? PauseBefore(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && RetryAfter(response) is { } asked && asked <= LongestPause ? asked : null;

    private StorageException Foreign(Exception? inner) =>
        new(StorageProblem.Failed, Address.Host, "the answer is not one of a Satchel cloud", inner);

    private StorageException Unreachable(string message, Exception inner) => new(StorageProblem.Unreachable, Address.Host, message, inner);
}
