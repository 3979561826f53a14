using Satchel.Chats;

namespace Satchel;

/// <summary>What a backup is told.</summary>
public sealed record BackupOptions
{
    /// <summary>The person's keys for encrypted databases.</summary>
    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>The owner's id, where the source does not tell; null where the person did not say either.</summary>
    public string? AccountId { get; init; }

    /// <summary>The zone of the phone that wrote a text export; null for the machine's.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The name under which the owner stands in a text export; null where the person did not say.</summary>
    public string? OwnName { get; init; }

    /// <summary>In which order the dates of a text export stand; null where the file is to tell.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>
    /// Ids or titles of the only chats to keep, of a chat with one person also the name or number; empty for all.
    /// The databases are left out then, because they hold every chat, and of the files only those of the chosen messages are kept.
    /// </summary>
    public IReadOnlyList<string> OnlyChats { get; init; } = [];

    /// <summary>Keep only what was sent since then; null for all. Otherwise as <see cref="OnlyChats"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Leave out pictures, films, sounds and every file that a message names.</summary>
    public bool NoMedia { get; init; }

    /// <summary>Write nothing, and say what would be written.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The cache. What is remembered of unchanged files and pages lies in it, and temporary copies; it may be
    /// deleted at any time.
    /// </summary>
    public required string CacheFolder { get; init; }

    /// <summary>A name for the device, shown in lists; null for none.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The formats that are looked for.</summary>
    internal IReadOnlyList<IChatFormat> Formats { get; init; } = ChatFormats.All;

    internal bool IsPartial => OnlyChats.Count > 0 || Since is not null;
}
