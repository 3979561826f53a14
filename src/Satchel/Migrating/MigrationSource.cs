using Satchel.Archive;

namespace Satchel.Migrating;

/// <summary>One of the histories that a migration takes.</summary>
/// <param name="View">The history.</param>
/// <param name="Rank">Its place among them: where two say something different of a message, the one named later counts.</param>
internal sealed record MigrationSource(HistoryView View, int Rank)
{
    /// <summary>Whether it is a text export: its messages have no ids, its times end at the minute or the second, and its people are names.</summary>
    public bool IsText => View.Account.Platform == "export";

    /// <summary>Whether it is the target's own store, which is only looked at: nothing of it is moved.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whom and what its ids mean in the other sources; null where they mean the same.</summary>
    public TextNames? Names { get; set; }
}
