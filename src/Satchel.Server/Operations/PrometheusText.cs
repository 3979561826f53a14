using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Satchel.Server.Operations;

/// <summary>Listens to the server's instruments and tells their values in Prometheus' text form, version 0.0.4.</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The one histogram.</summary>
    public const string RequestSeconds = "satchel_request_seconds";

    // From a read out of the cache to an upload over a bad connection.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, string Labels), Series> _series = new();

    public PrometheusText(ServerMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (metrics.Has(instrument))
            {
                _instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All values there are.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (IGrouping<string, KeyValuePair<(string Name, string Labels), Series>> group in _series.GroupBy(pair => pair.Key.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Instrument instrument = _instruments[group.Key];
            string kind = instrument is Histogram<double> ? "histogram" : instrument.IsObservable ? "gauge" : "counter";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {group.Key} {instrument.Description}\n# TYPE {group.Key} {kind}\n");
            foreach (((string name, string labels), Series series) in group.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                series.Write(text, name, labels);
            }
        }

        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = "";
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            labels += string.Create(CultureInfo.InvariantCulture, $"{(labels.Length == 0 ? "" : ",")}{tag.Key}=\"{tag.Value}\"");
        }

        _series.GetOrAdd((instrument.Name, labels), _ => new Series(instrument)).Take(value);
    }

    private sealed class Series(Instrument instrument)
    {
        private readonly Lock _lock = new();
        private readonly long[]? _buckets = instrument is Histogram<double> ? new long[Bounds.Length] : null;
        private double _value;
        private long _count;

        public void Take(double value)
        {
            lock (_lock)
            {
                _value = instrument.IsObservable ? value : _value + value;
                _count++;
                for (int i = 0; _buckets is not null && i < Bounds.Length; i++)
                {
                    _buckets[i] += value <= Bounds[i] ? 1 : 0;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (_lock)
            {
                if (_buckets is null)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {_value}\n");
                    return;
                }

                string start = labels.Length == 0 ? "" : labels + ",";
                for (int i = 0; i < Bounds.Length; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{start}le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{start}le=\"+Inf\"}} {_count}\n{name}_sum{{{labels}}} {_value}\n{name}_count{{{labels}}} {_count}\n");
            }
        }
    }
}
