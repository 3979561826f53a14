using System.Runtime.CompilerServices;
using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>
/// One history that can be looked at, whatever it lies in: a snapshot, the archive of an account, or a source itself.
/// Everything is read as it is asked for, with memory that does not grow with the history. Not thread-safe.
/// </summary>
public abstract class HistoryView : IAsyncDisposable
{
    private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);

    /// <summary>The owner.</summary>
    public abstract Account Account { get; }

    /// <summary>
    /// What could not be given so far, a sentence each: parts of a damaged vault, or of a source that could not be read. Where there is any, the exit code is 3.
    /// </summary>
    public IReadOnlyCollection<string> Problems
    {
        get
        {
            lock (_problems)
            {
                return [.. _problems];
            }
        }
    }

    /// <summary>Everybody who is named in the history, by id.</summary>
    public abstract IAsyncEnumerable<Participant> ParticipantsAsync(CancellationToken cancellationToken);

    /// <summary>The chats with what they count, by id.</summary>
    public abstract IAsyncEnumerable<ChatSummary> ChatsAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The chats alone, in no order and some perhaps more than once: no message is read for it, so one that only its messages tell of is not among them.
    /// </summary>
    public virtual async IAsyncEnumerable<Chat> ChatListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ChatSummary chat in ChatsAsync(cancellationToken))
        {
            yield return chat.Chat;
        }
    }

    /// <summary>The messages in the order they were sent; in the archive each version of one, oldest first.</summary>
    /// <param name="chatId">The only chat to read, or null for all.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public abstract IAsyncEnumerable<HistoryMessage> MessagesAsync(string? chatId, CancellationToken cancellationToken);

    /// <summary>
    /// Every message, chat by chat in the order of their ids, and in a chat as <see cref="MessagesAsync"/> has them.
    /// </summary>
    public abstract IAsyncEnumerable<HistoryMessage> MessagesByChatAsync(CancellationToken cancellationToken);

    /// <summary>Opens the content of an attachment; null where it is not there.</summary>
    /// <param name="message">The message, from this view.</param>
    /// <param name="attachment">One of its attachments.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public abstract ValueTask<Stream?> OpenAttachmentAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes note of something that could not be given.</summary>
    internal void Report(string problem)
    {
        lock (_problems)
        {
            _problems.Add(problem);
        }
    }
}
