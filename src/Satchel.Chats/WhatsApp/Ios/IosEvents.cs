namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// The codes of <c>ZGROUPEVENTTYPE</c>, which mean something else for each type of message, and nothing where the type is another than the three here.
/// Source: docs/formats/whatsapp-ios.md, "Events".
/// </summary>
internal static class IosEvents
{
    /// <summary>What a group's event or a notice says.</summary>
    public static SystemEvent EventOf(long type, long code) => (type, code) switch
    {
        (IosMessageTypes.GroupEvent, 1) => SystemEvent.TitleChanged,
        (IosMessageTypes.GroupEvent, 2 or 50) => SystemEvent.ParticipantAdded,
        (IosMessageTypes.GroupEvent, 3) => SystemEvent.ParticipantLeft,
        (IosMessageTypes.GroupEvent, 4 or 5) => SystemEvent.IconChanged,
        (IosMessageTypes.GroupEvent, 7 or 14) => SystemEvent.ParticipantRemoved,
        (IosMessageTypes.GroupEvent, 12) => SystemEvent.GroupCreated,
        (IosMessageTypes.Notice, 2 or 3 or 36) => SystemEvent.EncryptionChanged,
        (IosMessageTypes.TimerChanged, _) => SystemEvent.DisappearingTimerChanged,
        _ => SystemEvent.Other,
    };

    /// <summary>The type and the code under which the app stores an event; null where it has none.</summary>
    public static (int Type, int Code)? CodeOf(SystemEvent happened) => happened switch
    {
        SystemEvent.TitleChanged => (IosMessageTypes.GroupEvent, 1),
        SystemEvent.ParticipantAdded => (IosMessageTypes.GroupEvent, 2),
        SystemEvent.ParticipantLeft => (IosMessageTypes.GroupEvent, 3),
        SystemEvent.IconChanged => (IosMessageTypes.GroupEvent, 4),
        SystemEvent.ParticipantRemoved => (IosMessageTypes.GroupEvent, 7),
        SystemEvent.GroupCreated => (IosMessageTypes.GroupEvent, 12),
        SystemEvent.EncryptionChanged => (IosMessageTypes.Notice, 2),
        SystemEvent.DisappearingTimerChanged => (IosMessageTypes.TimerChanged, 0),
        _ => null,
    };

    /// <summary>
    /// Whether an event is done to people, whom <c>ZTEXT</c> names with commas between them, or to whom the row's group member is where it names nobody;
    /// for all other events the group member is who acted.
    /// </summary>
    public static bool IsDoneToMembers(SystemEvent happened) => happened is SystemEvent.ParticipantAdded or SystemEvent.ParticipantRemoved;

    /// <summary>Whether a row is a call.</summary>
    public static bool IsCall(long type, long code) => type == IosMessageTypes.Call || (type == IosMessageTypes.Notice && code is 1 or 4 or 22 or 40 or 41);

    /// <summary>What a row alone says of a call; the call history may say more.</summary>
    public static CallBody CallOf(long type, long code) => (type, code) switch
    {
        (IosMessageTypes.Notice, 1) => new CallBody(false, CallOutcome.Missed, null),
        (IosMessageTypes.Notice, 4 or 22) => new CallBody(true, CallOutcome.Missed, null),
        (IosMessageTypes.Call, 2) => new CallBody(null, CallOutcome.Answered, null),
        (IosMessageTypes.Call, 4) => new CallBody(null, CallOutcome.Declined, null),
        (IosMessageTypes.Call, 5) => new CallBody(null, CallOutcome.Missed, null),
        _ => new CallBody(null, null, null),
    };

    /// <summary>How a call ended, from <c>ZOUTCOME</c> of the call history; null where it does not tell.</summary>
    public static CallOutcome? OutcomeOf(long? outcome, double seconds) => outcome switch
    {
        _ when seconds > 0 => CallOutcome.Answered,
        0 => CallOutcome.Answered,
        1 => CallOutcome.Missed,
        2 => CallOutcome.Failed,
        4 => CallOutcome.Declined,
        _ => null,
    };

    /// <summary>The <c>ZOUTCOME</c> of a call; null where the app has no code for it, or nothing is known.</summary>
    public static int? CodeOf(CallOutcome? outcome) => outcome switch
    {
        CallOutcome.Answered => 0,
        CallOutcome.Missed => 1,
        CallOutcome.Failed => 2,
        CallOutcome.Declined => 4,
        _ => null,
    };
}
