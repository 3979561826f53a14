namespace Satchel.Chats;

/// <summary>
/// Writes one history into an app's own files, in one pass: first everybody, then every chat, then the messages by the time they were sent.
/// Nothing of it is in its place before <see cref="CompleteAsync"/>. Not thread-safe.
/// </summary>
public interface IChatWriter : IDisposable
{
    /// <summary>What the person should know about the target, a sentence each: that it was built without the phone's own store, that the owner is not known.</summary>
    IReadOnlyCollection<string> Warnings { get; }

    /// <summary>Takes somebody who takes part.</summary>
    void Add(Participant participant);

    /// <summary>Takes a chat; before its messages.</summary>
    void Add(Chat chat);

    /// <summary>Takes a message. What of it the target cannot hold is noted in the target's <see cref="LossList"/>.</summary>
    /// <param name="message">The message; not older than the one before.</param>
    /// <param name="contents">Opens its attachments.</param>
    /// <param name="cancellationToken">Cancels the reading of attachments.</param>
    ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken);

    /// <summary>
    /// Finishes the store, checks every invariant that the app relies on, wraps it into its container and puts it into its place.
    /// </summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: the store breaks a rule of the app's; nothing is left in its place.</exception>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>What became of a message that a writer took.</summary>
public enum WriteOutcome
{
    /// <summary>It is in the target now.</summary>
    Written,

    /// <summary>The target's own store had it.</summary>
    AlreadyThere,

    /// <summary>The target cannot hold it; the reason is in the list of losses.</summary>
    Lost,
}

/// <summary>Opens the contents of a message's attachments.</summary>
public interface IAttachmentContents
{
    /// <summary>The content from its start; null where it is not there.</summary>
    ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken);
}
