using System.Diagnostics;

namespace Satchel.Benchmarks;

/// <summary>Wall and processor time of a stretch of work, all threads together.</summary>
internal sealed class Measured
{
    private readonly Stopwatch _wall = Stopwatch.StartNew();
    private readonly TimeSpan _cpu = Process.GetCurrentProcess().TotalProcessorTime;

    public override string ToString() =>
        $"{(Process.GetCurrentProcess().TotalProcessorTime - _cpu).TotalSeconds:F2} cpu s, {_wall.Elapsed.TotalSeconds:F2} s";
}
