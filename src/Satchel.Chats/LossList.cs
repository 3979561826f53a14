namespace Satchel.Chats;

/// <summary>What a migration could not carry over, counted by kind of message and reason. Not thread-safe.</summary>
public sealed class LossList
{
    private readonly Dictionary<(MessageKind Kind, string What), long> _counts = [];

    /// <summary>Every loss, the kinds in their order, in a kind the most frequent first.</summary>
    public IReadOnlyList<Loss> All =>
        [.. _counts.Select(c => new Loss(c.Key.Kind, c.Key.What, c.Value)).OrderBy(l => l.Kind).ThenByDescending(l => l.Count).ThenBy(l => l.What, StringComparer.Ordinal)];

    /// <summary>Counts one loss.</summary>
    /// <param name="kind">The kind of the message.</param>
    /// <param name="what">What is lost and why, a phrase without anybody's name or words; one of a fixed set, because each is a line of its own.</param>
    public void Add(MessageKind kind, string what) => _counts[(kind, what)] = _counts.GetValueOrDefault((kind, what)) + 1;
}

/// <summary>One loss.</summary>
/// <param name="Kind">The kind of the messages.</param>
/// <param name="What">What is lost and why.</param>
/// <param name="Count">For how many messages.</param>
public readonly record struct Loss(MessageKind Kind, string What, long Count);
