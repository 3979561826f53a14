namespace Satchel.Plans.Tests.Simulation;

/// <summary>The server's clock, which differs from the true time as the simulation wants, and at which the server dies when its time has come: whoever asks it the n-th time from then on does not hear the answer.</summary>
internal sealed class SimulationClock(DateTimeOffset start) : TimeProvider
{
    private int _questionsUntilDeath;

    /// <summary>The time as it is.</summary>
    public DateTimeOffset True { get; set; } = start;

    /// <summary>By how much the server is wrong about it.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The time as the server has it.</summary>
    public DateTimeOffset Server => True + Skew;

    /// <summary>Lets the server die at the n-th question; 0 lets it live.</summary>
    public void DieAfter(int questions) => _questionsUntilDeath = questions;

    public override DateTimeOffset GetUtcNow()
    {
        if (_questionsUntilDeath > 0 && --_questionsUntilDeath == 0)
        {
            throw new ServerDiedException();
        }

        return Server;
    }
}
