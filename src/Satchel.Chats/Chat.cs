namespace Satchel.Chats;

/// <summary>What kind of conversation a chat is. The names in lower camel case are the record stream's.</summary>
public enum ChatKind
{
    /// <summary>With one other person.</summary>
    Direct,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A broadcast list, or a status feed.</summary>
    Broadcast,

    /// <summary>A channel or newsletter.</summary>
    Channel,

    /// <summary>With oneself.</summary>
    Self,

    /// <summary>The app's own notices.</summary>
    System,
}

/// <summary>A conversation.</summary>
/// <param name="Id">The id in the app.</param>
/// <param name="Kind">What kind it is.</param>
public sealed record Chat(string Id, ChatKind Kind)
{
    /// <summary>The title to show: a group's subject, a person's name; null where there is none.</summary>
    public string? Title { get; init; }

    /// <summary>The ids of those in it, as far as the source tells.</summary>
    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>When it was made, or null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether the owner archived it.</summary>
    public bool Archived { get; init; }
}
