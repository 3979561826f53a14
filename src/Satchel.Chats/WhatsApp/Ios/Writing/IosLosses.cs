namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>What the store of an iPhone cannot hold, in the words that the person reads. docs/formats/whatsapp-mapping.md lists them.</summary>
public static class IosLosses
{
#pragma warning disable CS1591 // Each phrase says itself what it means.
    public const string ChatWithoutNumber = "the message: its chat has no id of WhatsApp's";
    public const string StatusWithoutSender = "the message: nobody knows whose status it was";
    public const string Empty = "the message: there is nothing in it that could be shown";
    public const string UnknownKind = "the message: an iPhone has no kind for it, and it has no text";
    public const string UnknownEvent = "what happened: an iPhone has no code for this event";
    public const string UnknownKindAsText = "the kind: it is a text now";
    public const string SenderUnknown = "who sent it: the source does not tell, or tells only a name";
    public const string DirectionUnknown = "whether it was sent or received: it stands as received";
    public const string ReceivedAt = "when the phone received it";
    public const string EditedAt = "when it was edited: it has its newest text";
    public const string RevokedAt = "when it was revoked";
    public const string RevokedLater = "that it was revoked: it stands with its content";
    public const string ExpiresAt = "when it disappears: it stays";
    public const string Played = "that it was played";
    public const string EventActor = "who caused the event";
    public const string EventSubjects = "whom the event is about";
    public const string EventText = "the text of the event";
    public const string Words = "the words beside it: this kind has none on an iPhone";
    public const string LiveLocation = "that the place was shared live: it is where it began";
    public const string VoiceFormat = "that it was recorded: an iPhone knows voice messages by their format, Ogg";
    public const string AudioFormat = "that it is a file: an iPhone takes audio in Ogg for a voice message";
    public const string FileName = "the name of the file: only documents have one";
    public const string MissingFile = "the file: the source does not have it";
    public const string FurtherFiles = "further files of the message: an iPhone has room for one";
    public const string MillisOfDuration = "the fraction of a second of the duration";
    public const string CallOutcome = "how the call ended: an iPhone has no code for it";
    public const string CallDetails = "whether it was a video call, or how long it took: the phone's call history is not there";
    public const string ReactionSender = "who reacted: a reaction of somebody unknown was left out";
    public const string QuoteEmpty = "the reply: the source does not tell to what";
    public const string ChangedId = "its id: another message of the chat has the same";
    public const string RepeatedId = "the message: one with the same id is in the chat";
#pragma warning restore CS1591

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        ChatWithoutNumber, StatusWithoutSender, Empty, UnknownKind, UnknownEvent, UnknownKindAsText, SenderUnknown, DirectionUnknown, ReceivedAt, EditedAt,
        RevokedAt, RevokedLater, ExpiresAt, Played, EventActor, EventSubjects, EventText, Words, LiveLocation, VoiceFormat, AudioFormat, FileName, MissingFile,
        FurtherFiles, MillisOfDuration, CallOutcome, CallDetails, ReactionSender, QuoteEmpty, ChangedId, RepeatedId,
    ];
}
