namespace Satchel.Archive;

/// <summary>What several sources know of one message, while more of it may come.</summary>
/// <param name="first">What came first, at the earliest time.</param>
internal sealed class MessageGroup(LayerMessage first)
{
    private readonly List<LayerMessage> _known = [first];

    /// <summary>What came first.</summary>
    public LayerMessage First { get; } = first;

    /// <summary>All of it.</summary>
    public IReadOnlyList<LayerMessage> Known => _known;

    /// <summary>The event that it is one of, where it is a notice; else null.</summary>
    public string? Event { get; init; }

    /// <summary>Adds what a source knows.</summary>
    public void Add(LayerMessage message) => _known.Add(message);
}
