using System.Collections.Concurrent;
using System.Globalization;

namespace Satchel.Load;

/// <summary>How long each kind of request took, and what went wrong.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _taken = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();

    /// <summary>How many requests went wrong.</summary>
    public int Errors => _errors.Values.Sum();

    /// <summary>Runs a request and keeps how long it took; what goes wrong is counted, by what it was.</summary>
    public async Task MeasureAsync(string kind, Func<Task> requestAsync)
    {
        long start = TimeProvider.System.GetTimestamp();
        try
        {
            await requestAsync();
            _taken.GetOrAdd(kind, static _ => []).Enqueue(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            _errors.AddOrUpdate($"{kind}: {error.Message}", 1, static (_, count) => count + 1);
        }
    }

    /// <summary>A line for each kind.</summary>
    public IEnumerable<string> Lines(TimeSpan during)
    {
        foreach ((string kind, ConcurrentQueue<double> taken) in _taken.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            double[] sorted = [.. taken.Order()];
            yield return string.Create(CultureInfo.InvariantCulture, $"{kind,-14} {sorted.Length,7} requests  {sorted.Length / during.TotalSeconds,7:0}/s  p50 {At(sorted, 0.5):0.0} ms  p99 {At(sorted, 0.99):0.0} ms  longest {sorted[^1]:0.0} ms");
        }

        foreach ((string error, int count) in _errors)
        {
            yield return $"ERROR {count}x {error}";
        }
    }

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
