namespace Satchel.Chats;

/// <summary>What a message has beyond text and files: one of the sealed cases in this file.</summary>
public abstract record MessageBody
{
    private protected MessageBody()
    {
    }
}

/// <summary>A place.</summary>
public sealed record LocationBody(double Latitude, double Longitude, string? Name, string? Address) : MessageBody;

/// <summary>Contact cards.</summary>
public sealed record ContactsBody(IReadOnlyList<ContactCard> Contacts) : MessageBody;

/// <summary>One contact card: the name to show, and the vCard as stored.</summary>
public sealed record ContactCard(string? Name, string? Vcard);

/// <summary>A preview of a page, which the source itself holds.</summary>
public sealed record LinkBody(string Url, string? Title, string? Description) : MessageBody;

/// <summary>A question with options.</summary>
public sealed record PollBody(string? Question, IReadOnlyList<PollOption> Options) : MessageBody;

/// <summary>One option of a poll, and the ids of those who chose it.</summary>
public sealed record PollOption(string Text, IReadOnlyList<string> Voters);

/// <summary>A call.</summary>
public sealed record CallBody(bool? Video, CallOutcome? Outcome, long? DurationSeconds) : MessageBody;

/// <summary>How a call ended. The names in lower case are the record stream's.</summary>
public enum CallOutcome
{
#pragma warning disable CS1591
    Answered,
    Missed,
    Declined,
    Busy,
    Failed,
#pragma warning restore CS1591
}

/// <summary>Something that happened to the chat rather than was said in it.</summary>
public sealed record SystemBody(SystemEvent Event, string? Actor, IReadOnlyList<string> Subjects, string? Text) : MessageBody;

/// <summary>What happened. The names in lower camel case are the record stream's.</summary>
public enum SystemEvent
{
#pragma warning disable CS1591
    Other,
    GroupCreated,
    ParticipantAdded,
    ParticipantRemoved,
    ParticipantLeft,
    TitleChanged,
    IconChanged,
    NumberChanged,
    EncryptionChanged,
    DisappearingTimerChanged,
    Pat,
#pragma warning restore CS1591
}

/// <summary>What a message replies to: a copy that the source holds.</summary>
public sealed record Quote(string? NativeId, string? SenderId, string? Text);

/// <summary>One reaction.</summary>
/// <param name="SenderId">Who reacted; null where it is the owner and the owner's id is unknown.</param>
/// <param name="Emoji">The emoji.</param>
/// <param name="AtMillis">When, in milliseconds since 1970-01-01Z, or null.</param>
public sealed record Reaction(string? SenderId, string Emoji, long? AtMillis);
