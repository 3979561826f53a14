namespace Satchel.Capture;

/// <summary>Tells how far a step is, not more often than a person can read.</summary>
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
        _done += count;
        if (target is not null && _done - _told >= every)
        {
            _told = _done;
            target.Report(new JourneyProgress(step, _done, null, unit));
        }
    }
}
