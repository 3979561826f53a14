using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Satchel.Server.Payments;

/// <summary>
/// How a provider of payments is called: each try has a limit, what may pass is tried again after a growing, jittered
/// pause, and one that keeps failing is left alone for a while. Every request that is sent through here may be sent twice:
/// Stripe's carry an idempotency key, WeChat Pay's a number of ours for the order or the refund.
/// </summary>
internal sealed class ProviderHttp : IDisposable
{
    /// <summary>The longest answer that is read; those of both providers have a few KiB.</summary>
    public const int MaxAnswerBytes = 1024 * 1024;

    private const int Retries = 3;

    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    private readonly string _provider;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<ProviderReply> _pipeline;

    /// <summary>Makes one for a provider. Pauses are of the network's time, so no clock is given.</summary>
    /// <param name="provider">Its name, for messages.</param>
    /// <param name="firstPause">The pause before the second try.</param>
    public ProviderHttp(string provider, TimeSpan firstPause)
    {
        _provider = provider;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = LongestTry,
        })
        {
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline has it
        };
        var mayPass = new PredicateBuilder<ProviderReply>().Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(MayPass);
        _pipeline = new ResiliencePipelineBuilder<ProviderReply>()
            .AddTimeout(LongestCall)
            .AddRetry(new RetryStrategyOptions<ProviderReply>
            {
                ShouldHandle = mayPass,
                MaxRetryAttempts = Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = firstPause,
                MaxDelay = LongestPause,
                DelayGenerator = static arguments => ValueTask.FromResult(AskedPause(arguments.Outcome.Result)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ProviderReply>
            {
                ShouldHandle = mayPass,
                FailureRatio = 0.8,
                MinimumThroughput = 16,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .AddTimeout(LongestTry)
            .Build();
    }

    /// <summary>Sends a request, more than once where need be.</summary>
    /// <param name="make">Makes the request anew for each try.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The last answer, which may be a refusal.</returns>
    /// <exception cref="ProviderException">There was no answer.</exception>
    public async Task<ProviderReply> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async token => await SendOnceAsync(make, token), cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            throw new ProviderException(_provider, mayPass: true, $"no answer ({error.GetType().Name})", error);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<ProviderReply> SendOnceAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = make();
        using HttpResponseMessage answer = await _client.SendAsync(request, cancellationToken);
        return new ProviderReply(_provider, (int)answer.StatusCode, answer.Headers, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    // 409 is how Stripe says that the same request is still under way.
    private static bool MayPass(ProviderReply reply) => reply.Status is 409 or 429 or >= 500;

    private static TimeSpan? AskedPause(ProviderReply? reply) =>
        reply?.Headers.RetryAfter?.Delta is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, LongestPause.Ticks)) : null;
}
