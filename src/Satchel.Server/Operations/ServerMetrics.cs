using System.Diagnostics;
using System.Diagnostics.Metrics;
using Satchel.Server.Blobs;

namespace Satchel.Server.Operations;

/// <summary>What the server counts. The instruments are .NET's, so that Prometheus' text and OpenTelemetry tell the same.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>What the instruments belong to.</summary>
    public const string MeterName = "Satchel.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;
    private readonly Histogram<double> _seconds;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _problems;
    private readonly Counter<long> _scrubbed;
    private readonly Counter<long> _damage;
    private readonly Counter<long> _recounts;
    private readonly Counter<long> _recountErrors;
    private readonly Counter<long> _background;
    private readonly Counter<long> _notices;
    private long _inFlight;

    public ServerMetrics(ByteBudget budget)
    {
        _requests = _meter.CreateCounter<long>("satchel_requests_total", description: "Requests answered");
        _seconds = _meter.CreateHistogram<double>(PrometheusText.RequestSeconds, unit: "s", description: "Time from a request's headers to the end of its answer");
        _bytes = _meter.CreateCounter<long>("satchel_blob_bytes_total", unit: "By", description: "Bytes of blobs taken in and given out");
        _problems = _meter.CreateCounter<long>("satchel_problems_total", description: "Requests that ended in a problem, by its code");
        _scrubbed = _meter.CreateCounter<long>("satchel_scrubbed_bytes_total", unit: "By", description: "Bytes read back and compared with their digests");
        _damage = _meter.CreateCounter<long>("satchel_damaged_blobs_total", description: "Blobs found missing or wrong");
        _recounts = _meter.CreateCounter<long>("satchel_recounts_total", description: "Accounts whose usage was counted anew");
        _recountErrors = _meter.CreateCounter<long>("satchel_recount_error_bytes_total", unit: "By", description: "By how much counters were wrong");
        _background = _meter.CreateCounter<long>("satchel_background_runs_total", description: "Runs of background work, by work and outcome");
        _notices = _meter.CreateCounter<long>("satchel_notices_total", description: "Tries to send a notice by mail, by outcome");
        _meter.CreateObservableGauge("satchel_blob_bytes_in_memory", () => budget.TakenBytes, unit: "By", description: "Bytes of blobs in memory");
        _meter.CreateObservableGauge("satchel_requests_in_flight", () => Interlocked.Read(ref _inFlight), description: "Requests being answered");
        _meter.CreateObservableGauge("satchel_memory_bytes", () => Environment.WorkingSet, unit: "By", description: "Memory of the process");
        _meter.CreateObservableGauge("satchel_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool");
    }

    /// <summary>Whether an instrument is one of these, and not those of another server in this process.</summary>
    public bool Has(Instrument instrument) => ReferenceEquals(instrument.Meter, _meter);

    public void RequestBegan() => Interlocked.Increment(ref _inFlight);

    public void RequestEnded(string method, string route, int status, TimeSpan took)
    {
        Interlocked.Decrement(ref _inFlight);
        _requests.Add(1, new TagList { { "method", method }, { "route", route }, { "status", status } });
        _seconds.Record(took.TotalSeconds, new TagList { { "method", method }, { "route", route } });
    }

    public void Took(long bytes) => _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "in"));

    public void Gave(long bytes) => _bytes.Add(bytes, new KeyValuePair<string, object?>("direction", "out"));

    public void Refused(string code) => _problems.Add(1, new KeyValuePair<string, object?>("code", code));

    public void Scrubbed(long bytes) => _scrubbed.Add(bytes);

    public void FoundDamage() => _damage.Add(1);

    public void Recounted(long wrongBytes)
    {
        _recounts.Add(1);
        _recountErrors.Add(wrongBytes);
    }

    public void RanInBackground(string work, string outcome) => _background.Add(1, new TagList { { "work", work }, { "outcome", outcome } });

    public void Noticed(string outcome) => _notices.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
