using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>A message as a history shows it: in the archive, one version of it.</summary>
/// <param name="Id">The id that the message has wherever it is read from: 32 hex digits.</param>
/// <param name="Message">The message.</param>
/// <param name="Seen">In the archive, when it was seen; else null.</param>
public sealed record HistoryMessage(string Id, Message Message, Seen? Seen)
{
    /// <summary>Whether this is the last version of its message; always so but in the archive.</summary>
    public bool IsLastVersion { get; init; } = true;

    /// <summary>Which source of an archive it comes from.</summary>
    internal int Source { get; init; }

    /// <summary>The platform that it was read on, where the view has several; else null.</summary>
    internal string? Platform { get; init; }
}
