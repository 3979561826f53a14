using Satchel.Chats;

namespace Satchel.TestKit.Writers;

/// <summary>A format whose writer remembers what it is given, and writes one file that says how much that was.</summary>
public sealed class RecordingFormat : IChatWriterFormat
{
    /// <inheritdoc/>
    public string Name => "whatsapp-recorded";

    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "recorded";

    /// <inheritdoc/>
    public IReadOnlyList<string> Containers => ["plain", "sealed"];

    /// <summary>The writer that was opened last.</summary>
    public RecordingWriter? Writer { get; private set; }

    /// <summary>What becomes of a message; all are written where this is null.</summary>
    public Func<Message, WriteOutcome>? Outcome { get; init; }

    /// <summary>What happens when a store is opened, or null.</summary>
    public Action<WriterTarget>? OnOpen { get; init; }

    /// <summary>What happens when the store is completed, or null.</summary>
    public Action? OnComplete { get; init; }

    /// <inheritdoc/>
    public IChatWriter Open(WriterTarget target, CancellationToken cancellationToken)
    {
        OnOpen?.Invoke(target);
        return Writer = new RecordingWriter(this, target);
    }
}
