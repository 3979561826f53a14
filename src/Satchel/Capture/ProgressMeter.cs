namespace Satchel.Capture;

/// <summary>Tells how far a step is, not more often than a person can read. Thread-safe.</summary>
/// <param name="target">Who is told; null for nobody.</param>
/// <param name="step">What is being done.</param>
/// <param name="unit">What is counted.</param>
/// <param name="every">After how many of them to tell.</param>
internal sealed class ProgressMeter(IProgress<JourneyProgress>? target, string step, string unit, long every)
{
    private long _done;
    private long _told;

    public void Add(long count)
    {
        long done = Interlocked.Add(ref _done, count);
        long told = Interlocked.Read(ref _told);
        if (target is not null && done - told >= every && Interlocked.CompareExchange(ref _told, done, told) == told)
        {
            target.Report(new JourneyProgress(step, done, null, unit));
        }
    }
}
