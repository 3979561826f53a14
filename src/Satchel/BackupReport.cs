namespace Satchel;

/// <summary>What a backup of one source did.</summary>
public sealed record BackupReport
{
    /// <summary>The snapshot's id; null after a dry run.</summary>
    public required string? Snapshot { get; init; }

    /// <summary>The source's folder or file.</summary>
    public required string Root { get; init; }

    /// <summary>The app: <c>whatsapp</c>.</summary>
    public required string App { get; init; }

    /// <summary>The platform: <c>android</c>.</summary>
    public required string Platform { get; init; }

    /// <summary>The owner's id; null where it is not known.</summary>
    public required string? Account { get; init; }

    /// <summary>When the snapshot was taken.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>How many chats the snapshot shows.</summary>
    public required long Chats { get; init; }

    /// <summary>How many messages it shows.</summary>
    public required long Messages { get; init; }

    /// <summary>How many attachments its messages have.</summary>
    public required long Attachments { get; init; }

    /// <summary>How many files it holds, databases included.</summary>
    public required long Files { get; init; }

    /// <summary>How many bytes these files have.</summary>
    public required long Bytes { get; init; }

    /// <summary>Messages that the snapshot before did not show.</summary>
    public required long NewMessages { get; init; }

    /// <summary>Messages of both that changed: a reaction, a receipt and a tick included.</summary>
    public required long ChangedMessages { get; init; }

    /// <summary>Messages that the snapshot before showed and this one does not.</summary>
    public required long RemovedMessages { get; init; }

    /// <summary>Bytes read from the source.</summary>
    public required long BytesRead { get; init; }

    /// <summary>What the vault grew by, in bytes.</summary>
    public required long BytesAdded { get; init; }

    /// <summary>How long it took until the first byte went to the storage; null where none did.</summary>
    public required TimeSpan? FirstByteAfter { get; init; }

    /// <summary>How long all of it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the person should know, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What could not be read, each with the reason; where there is any, the exit code is 3.</summary>
    public required IReadOnlyList<string> Unreadable { get; init; }
}
