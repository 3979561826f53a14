namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The codes of <c>message_type</c> and what they mean here. Source: docs/formats/whatsapp-android.md, "Kinds".</summary>
internal static class MessageTypes
{
    public const int Text = 0;
    public const int Image = 1;
    public const int Audio = 2;
    public const int Video = 3;
    public const int Contact = 4;
    public const int Location = 5;
    public const int System = 7;
    public const int Call = 8;
    public const int Document = 9;
    public const int MissedCall = 10;
    public const int Gif = 13;
    public const int Contacts = 14;
    public const int Revoked = 15;
    public const int LiveLocation = 16;
    public const int Sticker = 20;
    public const int Product = 23;
    public const int GroupInvite = 24;
    public const int TimerChanged = 36;
    public const int ViewOnceImage = 42;
    public const int ViewOnceVideo = 43;
    public const int Order = 44;
    public const int RevokedByAdmin = 64;
    public const int Poll = 66;
    public const int VideoNote = 81;
    public const int ViewOnceVoice = 82;
    public const int CallEntry = 90;
    public const int Album = 99;
    public const int PollV2 = 106;
    public const int PrivacyNotice = 112;

    /// <summary>The kind of a code; <see cref="MessageKind.Unknown"/> where it is not known, or has no kind of its own.</summary>
    public static MessageKind KindOf(long type) => type switch
    {
        Text => MessageKind.Text,
        Image or ViewOnceImage => MessageKind.Image,
        Audio => MessageKind.Audio,
        Video or ViewOnceVideo => MessageKind.Video,
        Contact or Contacts => MessageKind.Contact,
        Location => MessageKind.Location,
        System or TimerChanged or PrivacyNotice => MessageKind.System,
        Call or MissedCall or CallEntry => MessageKind.Call,
        Document => MessageKind.Document,
        Gif => MessageKind.Gif,
        Revoked or RevokedByAdmin => MessageKind.Revoked,
        LiveLocation => MessageKind.LiveLocation,
        Sticker => MessageKind.Sticker,
        Poll or PollV2 => MessageKind.Poll,
        VideoNote => MessageKind.VideoNote,
        ViewOnceVoice => MessageKind.Voice,
        _ => MessageKind.Unknown,
    };

    /// <summary>Whether the code says all there is to say, so that it need not be kept beside the kind.</summary>
    public static bool IsPlain(long type) => type is Text or Image or Audio or Video or Contact or Location or System or Document or Gif
        or Contacts or Revoked or LiveLocation or Sticker or Poll or VideoNote or CallEntry;

    /// <summary>Business messages that are a text with buttons or a layout around it.</summary>
    public static bool IsTextWithLayout(long type) => type is 25 or 27 or 28 or 32 or 45 or 46 or 49 or 85;

    /// <summary>Whether messages of a kind carry a file.</summary>
    public static bool IsMedia(MessageKind kind) => kind is MessageKind.Image or MessageKind.Video or MessageKind.VideoNote or MessageKind.Audio
        or MessageKind.Voice or MessageKind.Document or MessageKind.Sticker or MessageKind.Gif;

    /// <summary>Whether a kind has an object of its own in place of a text.</summary>
    public static bool HasNoText(MessageKind kind) => kind is MessageKind.Location or MessageKind.Contact or MessageKind.Call or MessageKind.Poll
        or MessageKind.System or MessageKind.Revoked or MessageKind.Sticker;

    /// <summary>The kind that a media type speaks of, for a message whose code is not known.</summary>
    public static MessageKind KindOfMime(string mime) => mime switch
    {
        _ when mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => MessageKind.Image,
        _ when mime.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => MessageKind.Video,
        _ when mime.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => MessageKind.Audio,
        _ when mime.Contains('/', StringComparison.Ordinal) => MessageKind.Document,
        _ => MessageKind.Unknown,
    };

    /// <summary>What a system row's action code means.</summary>
    public static SystemEvent EventOf(long action) => action switch
    {
        1 => SystemEvent.TitleChanged,
        4 or 12 or 20 or 79 => SystemEvent.ParticipantAdded,
        5 or 13 => SystemEvent.ParticipantLeft,
        6 => SystemEvent.IconChanged,
        7 or 14 => SystemEvent.ParticipantRemoved,
        10 or 28 => SystemEvent.NumberChanged,
        11 => SystemEvent.GroupCreated,
        18 or 19 or 67 => SystemEvent.EncryptionChanged,
        56 or 59 or 68 => SystemEvent.DisappearingTimerChanged,
        _ => SystemEvent.Other,
    };

    /// <summary>How far a message got; null for rows that are nobody's message.</summary>
    public static MessageStatus? StatusOf(long status, bool fromMe, MessageKind kind)
    {
        if (kind is MessageKind.System or MessageKind.Call || status == 6)
        {
            return null;
        }

        return fromMe
            ? status switch
            {
                0 or 1 => MessageStatus.Pending,
                4 => MessageStatus.Sent,
                5 => MessageStatus.Delivered,
                8 => MessageStatus.Played,
                13 => MessageStatus.Read,
                20 => MessageStatus.Failed,
                _ => null,
            }
            : status is 9 or 10 ? MessageStatus.Played : MessageStatus.Received;
    }
}
