using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Counts what a migration moves.</summary>
internal sealed class MigrationTally
{
    private readonly HashSet<string> _chats = new(StringComparer.Ordinal);
    private string? _lastChat;
    private long _attachments;
    private long _alreadyThere;
    private long _duplicates;
    private long _lost;

    /// <summary>What was written, by kind.</summary>
    public long[] Moved { get; } = KindCounts.None();

    /// <summary>Whether no message came.</summary>
    public bool IsEmpty => Moved.Sum() + _alreadyThere + _lost == 0;

    /// <summary>Adds a chat; false where it was added before.</summary>
    public bool Add(string chatId)
    {
        if (chatId == _lastChat)
        {
            return false;
        }

        _lastChat = chatId;
        return _chats.Add(chatId);
    }

    /// <summary>Counts a message.</summary>
    public void Count(Message message, WriteOutcome outcome)
    {
        switch (outcome)
        {
            case WriteOutcome.Written:
                Moved[(int)message.Kind]++;
                _attachments += CountFiles(message);
                break;
            case WriteOutcome.AlreadyThere:
                _alreadyThere++;
                break;
            case WriteOutcome.Lost:
                _lost++;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Takes over what was found to be the same.</summary>
    public void Take(MessagePairs pairs)
    {
        _duplicates += pairs.Duplicates;
        _alreadyThere += pairs.AlreadyThere;
    }

    /// <summary>The report.</summary>
    public MigrationReport Report(
        MigrationOptions options, string place, LossList losses, IReadOnlyList<string> warnings, IReadOnlyList<string> unreadable, TimeSpan elapsed) => new()
        {
            Format = options.Format.Name,
            Chats = _chats.Count,
            Messages = Moved.Sum(),
            Attachments = _attachments,
            Moved = KindCounts.Named(Moved),
            AlreadyThere = _alreadyThere,
            Duplicates = _duplicates,
            Losses = losses.All,
            Out = place,
            DryRun = options.DryRun,
            Elapsed = elapsed,
            Warnings = warnings,
            Unreadable = unreadable,
        };

    private static long CountFiles(Message message)
    {
        long files = 0;
        foreach (Attachment attachment in message.Attachments)
        {
            files += attachment.Missing || attachment.IsThumbnail ? 0 : 1;
        }

        return files;
    }
}
