namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Which code of <c>message_type</c> and of a system row's action stands for what. Source: docs/formats/whatsapp-mapping.md.</summary>
internal static class MessageCodes
{
    /// <summary>The code of a kind.</summary>
    public static int OfKind(MessageKind kind, int cards) => kind switch
    {
        MessageKind.Image => MessageTypes.Image,
        MessageKind.Video => MessageTypes.Video,
        MessageKind.VideoNote => MessageTypes.VideoNote,
        MessageKind.Audio or MessageKind.Voice => MessageTypes.Audio,
        MessageKind.Document => MessageTypes.Document,
        MessageKind.Sticker => MessageTypes.Sticker,
        MessageKind.Gif => MessageTypes.Gif,
        MessageKind.Location => MessageTypes.Location,
        MessageKind.LiveLocation => MessageTypes.LiveLocation,
        MessageKind.Contact => cards > 1 ? MessageTypes.Contacts : MessageTypes.Contact,
        MessageKind.Poll => MessageTypes.Poll,
        MessageKind.Call => MessageTypes.CallEntry,
        MessageKind.System => MessageTypes.System,
        MessageKind.Revoked => MessageTypes.Revoked,
        _ => MessageTypes.Text,
    };

    /// <summary>Android's code for what a message of a phone was there; null where its kind says it all, or nothing is known of it.</summary>
    public static int? OfSource(string platform, long type, MessageKind kind) => platform switch
    {
        "android" => type is >= 0 and <= int.MaxValue && IsKept(type, kind) ? (int)type : null,
        "ios" => OfIos(type, kind),
        _ => null,
    };

    /// <summary>The action of an event.</summary>
    public static int OfEvent(SystemBody body) => body.Event switch
    {
        SystemEvent.TitleChanged => 1,
        SystemEvent.ParticipantAdded => 12,
        SystemEvent.ParticipantLeft => body.Subjects.Count > 0 ? 13 : 5,
        SystemEvent.ParticipantRemoved => 14,
        SystemEvent.IconChanged => 6,
        SystemEvent.NumberChanged => body.Subjects.Count == 2 ? 10 : 28,
        SystemEvent.GroupCreated => 11,
        SystemEvent.EncryptionChanged => body.Subjects.Count > 0 ? 18 : 67,
        SystemEvent.DisappearingTimerChanged => 56,
        _ => 0,
    };

    /// <summary>The action of a notice of an iPhone's that has no event of its own in the model; null where none is known.</summary>
    public static int? OfIosEvent(long? type, long? code) => (type, code) switch
    {
        (6, 10) => 15,
        (10, 34 or 35) => 58,
        (10, 26) => 46,
        (10, 30) => 50,
        _ => null,
    };

    // An Android code whose kind is the message's, or one that has no kind of its own.
    private static bool IsKept(long type, MessageKind kind)
    {
        MessageKind own = MessageTypes.KindOf(type);
        return own == kind
            ? !MessageTypes.IsPlain(type) && type is not (MessageTypes.Call or MessageTypes.MissedCall)
            : own == MessageKind.Unknown && kind == MessageKind.Unknown;
    }

    private static int? OfIos(long type, MessageKind kind) => (type, kind) switch
    {
        (38, MessageKind.Image) => MessageTypes.ViewOnceImage,
        (39, MessageKind.Video) => MessageTypes.ViewOnceVideo,
        (53, MessageKind.Voice or MessageKind.Audio) => MessageTypes.ViewOnceVoice,
        (28, MessageKind.System) => MessageTypes.TimerChanged,
        (73, MessageKind.System or MessageKind.Unknown) => MessageTypes.PrivacyNotice,
        (63, MessageKind.Unknown) => 92,
        (55 or 62, MessageKind.Unknown) => 94,
        (68, MessageKind.Unknown) => 103,
        (58, MessageKind.Unknown) => 88,
        (66, MessageKind.Unknown) => MessageTypes.Album,
        _ => null,
    };
}
