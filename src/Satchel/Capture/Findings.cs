namespace Satchel.Capture;

/// <summary>What a journey has to tell at its end. Thread-safe.</summary>
internal sealed class Findings
{
    private readonly Lock _lock = new();
    private readonly List<string> _warnings = [];
    private readonly List<string> _unreadable = [];

    /// <summary>What the person should know.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_lock)
            {
                return [.. _warnings.Distinct()];
            }
        }
    }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<string> Unreadable
    {
        get
        {
            lock (_lock)
            {
                return [.. _unreadable.Distinct()];
            }
        }
    }

    public void Warn(string sentence)
    {
        lock (_lock)
        {
            _warnings.Add(sentence);
        }
    }

    public void Name(string unreadable)
    {
        lock (_lock)
        {
            _unreadable.Add(unreadable);
        }
    }

    public void Name(IEnumerable<string> unreadable)
    {
        lock (_lock)
        {
            _unreadable.AddRange(unreadable);
        }
    }
}
