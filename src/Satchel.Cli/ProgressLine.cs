using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli;

/// <summary>One line that moves while work goes on; it is written at most ten times a second, and only where a person looks.</summary>
internal sealed class ProgressLine(Session session) : IProgress<JourneyProgress>, IProgress<VaultProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private long? _shownAt;

    /// <inheritdoc/>
    public void Report(JourneyProgress value)
    {
        if (IsDue())
        {
            Show(value.Step, Amount(value.Done, value.Unit), value.Total is { } total ? Amount(total, value.Unit) : null, Share(value.Done, value.Total));
        }
    }

    /// <inheritdoc/>
    public void Report(VaultProgress value)
    {
        if (IsDue())
        {
            Show(value.Stage, Quantity.Count(value.Done), value.Total > 0 ? Quantity.Count(value.Total) : null, Share(value.Done, value.Total));
        }
    }

    private static string Amount(long value, string unit) => unit == "bytes" ? Quantity.Bytes(value) : $"{Quantity.Count(value)} {unit}";

    private static string Share(long done, long? total) => total > 0 ? $" ({Math.Min(100, (long)(100.0 * done / total.Value))} %)" : "";

    private bool IsDue()
    {
        if (!session.Terminal.ErrorIsTerminal)
        {
            return false;
        }

        lock (_lock)
        {
            long now = session.Time.GetTimestamp();
            if (_shownAt is { } before && session.Time.GetElapsedTime(before, now) < Pause)
            {
                return false;
            }

            _shownAt = now;
            return true;
        }
    }

    private void Show(string step, string done, string? total, string share)
    {
        lock (_lock)
        {
            session.Terminal.ShowProgress(total is null ? $"{step}: {done}" : $"{step}: {done} of {total}{share}");
        }
    }
}
