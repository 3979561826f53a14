using Satchel.Chats;

namespace Satchel.TestKit.Writers;

/// <summary>Remembers what it is given, and holds the caller to the order that writers rely on.</summary>
public sealed class RecordingWriter(RecordingFormat format, WriterTarget target) : IChatWriter
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private long _last = long.MinValue;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings { get; } = ["it is only recorded"];

    /// <summary>What it was opened with.</summary>
    public WriterTarget Target { get; } = target;

    /// <summary>Everybody.</summary>
    public List<Participant> Participants { get; } = [];

    /// <summary>The chats.</summary>
    public List<Chat> Chats { get; } = [];

    /// <summary>The messages.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>The contents of the files, in their order.</summary>
    public List<byte[]> Contents { get; } = [];

    /// <inheritdoc/>
    public void Add(Participant participant)
    {
        if (Chats.Count > 0)
        {
            throw new InvalidOperationException("Everybody comes before the chats.");
        }

        Participants.Add(participant);
    }

    /// <inheritdoc/>
    public void Add(Chat chat)
    {
        if (!_known.Add(chat.Id))
        {
            throw new InvalidOperationException("A chat comes once.");
        }

        Chats.Add(chat);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (message.SentAtMillis < _last || !_known.Contains(message.ChatId))
        {
            throw new InvalidOperationException("A message comes after its chat, and not before an older one.");
        }

        _last = message.SentAtMillis;
        Messages.Add(message);
        foreach (Attachment attachment in Target.WithoutContents ? [] : message.Attachments)
        {
            await using Stream? content = await contents.OpenAsync(attachment, cancellationToken);
            if (content is not null)
            {
                using MemoryStream copy = new();
                await content.CopyToAsync(copy, cancellationToken);
                Contents.Add(copy.ToArray());
            }
        }

        WriteOutcome outcome = format.Outcome?.Invoke(message) ?? WriteOutcome.Written;
        if (outcome == WriteOutcome.Lost)
        {
            Target.Losses.Add(message.Kind, "it cannot be recorded");
        }

        return outcome;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        format.OnComplete?.Invoke();
        Directory.CreateDirectory(Path.Combine(Target.Folder, "Store"));
        return new ValueTask(File.WriteAllTextAsync(Path.Combine(Target.Folder, "Store", "messages.txt"), $"{Messages.Count}\n", cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
