using Satchel.Chats;

namespace Satchel;

/// <summary>What a migration is told.</summary>
public sealed record MigrationOptions
{
    /// <summary>The format to write.</summary>
    public required IChatWriterFormat Format { get; init; }

    /// <summary>The folder to write into; it is made. Nothing is in it before all of it is.</summary>
    public required string Out { get; init; }

    /// <summary>What the store is wrapped in, one of the format's containers.</summary>
    public string Container { get; init; } = "plain";

    /// <summary>The person's keys: those that open <see cref="Into"/>, and the one for <see cref="Container"/>.</summary>
    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>The path of the target phone's own store, which the result starts from; null to build a whole store.</summary>
    public string? Into { get; init; }

    /// <summary>The owner's id, where neither the sources nor <see cref="Into"/> tell; null where the person did not say.</summary>
    public string? AccountId { get; init; }

    /// <summary>Ids or titles of the only chats to move, of a chat with one person also the name or number; empty for all.</summary>
    public IReadOnlyList<string> OnlyChats { get; init; } = [];

    /// <summary>Move only what was sent since then; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Move only what was sent until then; null for all.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Write nothing into <see cref="Out"/>, and say what would be written.</summary>
    public bool DryRun { get; init; }

    /// <summary>Merge also what belongs to different owners, and write into a store of a version that is not known.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a folder that is not empty will do; files in the way are replaced, others stay.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The cache; temporary files go there.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal string ScratchFolder => Path.Combine(CacheFolder, "scratch");

    internal bool HasDates => Since is not null || Until is not null;
}
