using Satchel.Chats;

namespace Satchel;

/// <summary>What a restore is told.</summary>
public sealed record RestoreOptions
{
    /// <summary>The folder that takes the place of the source's folder; a single-file source becomes a file in it.</summary>
    public required string To { get; init; }

    /// <summary>Whether a folder that is not empty will do; files in the way are replaced, others stay.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The keys to encrypt databases with again.</summary>
    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>Write databases that came encrypted as plain ones, under names without <c>.cryptNN</c>.</summary>
    public bool Decrypted { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The formats that containers are made with again.</summary>
    internal IReadOnlyList<IChatFormat> Formats { get; init; } = ChatFormats.All;
}
