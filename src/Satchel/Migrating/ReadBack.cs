using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>
/// Reads the store that was written as a backup would, and holds what it counts to what was moved: what a person is told to have moved is there.
/// </summary>
internal static class ReadBack
{
    /// <summary>Reads it.</summary>
    /// <param name="written">The store.</param>
    /// <param name="before">What the target's own store had, by kind.</param>
    /// <param name="moved">What was moved, by kind.</param>
    /// <param name="losses">What was lost: a message of which a loss is named may have become one of another kind.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.BrokenResult"/>: it is not what was moved.</exception>
    public static void Check(TargetBase written, long[] before, long[] moved, IReadOnlyList<Loss> losses, CancellationToken cancellationToken)
    {
        long[] found = written.CountKinds(cancellationToken);
        long expectedTotal = before.Sum() + moved.Sum();
        if (found.Sum() != expectedTotal)
        {
            throw Broken($"it reads back with {found.Sum()} messages, and {expectedTotal} were to be in it");
        }

        for (int kind = 0; kind < found.Length; kind++)
        {
            long missing = before[kind] + moved[kind] - found[kind];
            long named = losses.Where(l => (int)l.Kind == kind).Sum(l => l.Count);
            if (missing > named)
            {
                throw Broken($"it reads back with {found[kind]} messages of the kind {RecordNames.Of((MessageKind)kind)}, and {before[kind] + moved[kind]} were to be in it");
            }
        }
    }

    private static ChatFormatException Broken(string what) =>
        new(ChatFormatProblem.BrokenResult, "the store that was written", $"{what}; nothing is left of it");
}
