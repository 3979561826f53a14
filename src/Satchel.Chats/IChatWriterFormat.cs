namespace Satchel.Chats;

/// <summary>One app on one platform whose files can be written.</summary>
public interface IChatWriterFormat
{
    /// <summary>What the person calls it: <c>whatsapp-ios</c>.</summary>
    string Name { get; }

    /// <summary>The app: <c>whatsapp</c>.</summary>
    string App { get; }

    /// <summary>The platform: <c>ios</c>.</summary>
    string Platform { get; }

    /// <summary>The containers that it can be wrapped in, <c>plain</c> first.</summary>
    IReadOnlyList<string> Containers { get; }

    /// <summary>Begins a store.</summary>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.UnsupportedVersion"/>: the target's own store is of a version that the writer does not know;
    /// <see cref="ChatFormatProblem.KeyNeeded"/>: the container needs a key that was not given.
    /// </exception>
    IChatWriter Open(WriterTarget target, CancellationToken cancellationToken);
}

/// <summary>Where and how a store is written.</summary>
public sealed record WriterTarget
{
    /// <summary>The folder to write into; it is there and empty.</summary>
    public required string Folder { get; init; }

    /// <summary>One of <see cref="IChatWriterFormat.Containers"/>.</summary>
    public required string Container { get; init; }

    /// <summary>The person's keys, for the container.</summary>
    public required SourceKeys Keys { get; init; }

    /// <summary>Temporary files go here; it is there.</summary>
    public required string ScratchFolder { get; init; }

    /// <summary>Where the messages come from. Its id is the owner's, or null where nobody knows it.</summary>
    public required Account Source { get; init; }

    /// <summary>The target phone's own store to start from, opened; null to build a whole store.</summary>
    public WriterBase? Into { get; init; }

    /// <summary>Write also into a store of a version that the writer does not know.</summary>
    public bool Force { get; init; }

    /// <summary>Copy no attachments: the result is thrown away, and only what it counts is wanted.</summary>
    public bool WithoutContents { get; init; }

    /// <summary>Takes what could not be carried over.</summary>
    public required LossList Losses { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}

/// <summary>The target phone's own store.</summary>
/// <param name="Source">What was found.</param>
/// <param name="Files">Its files, where they lie in a container; else null.</param>
/// <param name="Databases">Its opened databases by <see cref="SourceDatabase.Path"/>.</param>
public sealed record WriterBase(ChatSource Source, ISourceFiles? Files, IReadOnlyDictionary<string, OpenedDatabase> Databases);
