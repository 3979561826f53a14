namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// The codes of <c>ZMESSAGETYPE</c> and what they mean here. Source: docs/formats/whatsapp-ios.md, "Kinds". Android's codes are others: 2 and 3
/// are the other way round, and 46 and 66 mean other things there.
/// </summary>
internal static class IosMessageTypes
{
    public const int Text = 0;
    public const int Image = 1;
    public const int Video = 2;
    public const int Audio = 3;
    public const int Contact = 4;
    public const int Location = 5;
    public const int GroupEvent = 6;
    public const int Link = 7;
    public const int Document = 8;
    public const int Notice = 10;
    public const int Gif = 11;
    public const int Revoked = 14;
    public const int Sticker = 15;
    public const int TimerChanged = 28;
    public const int ViewOnceImage = 38;
    public const int ViewOnceVideo = 39;
    public const int Poll = 46;
    public const int ViewOnceVoice = 53;
    public const int VideoNote = 54;
    public const int Call = 59;
    public const int Album = 66;
    public const int PrivacyNotice = 73;

    /// <summary>
    /// The kind of a code; <see cref="MessageKind.Unknown"/> where it is not known, or has no kind of its own. An <see cref="MessageKind.Audio"/> may be
    /// a voice message (<see cref="IsVoice"/>), a <see cref="Notice"/> a call (<see cref="IosEvents.IsCall"/>), a <see cref="Link"/> without a preview is a text.
    /// </summary>
    public static MessageKind KindOf(long type) => type switch
    {
        Text => MessageKind.Text,
        Image or ViewOnceImage => MessageKind.Image,
        Video or ViewOnceVideo => MessageKind.Video,
        Audio => MessageKind.Audio,
        Contact => MessageKind.Contact,
        Location => MessageKind.Location,
        GroupEvent or Notice or TimerChanged or PrivacyNotice => MessageKind.System,
        Link => MessageKind.Link,
        Document => MessageKind.Document,
        Gif => MessageKind.Gif,
        Revoked => MessageKind.Revoked,
        Sticker => MessageKind.Sticker,
        Poll => MessageKind.Poll,
        ViewOnceVoice => MessageKind.Voice,
        VideoNote => MessageKind.VideoNote,
        Call => MessageKind.Call,
        _ => MessageKind.Unknown,
    };

    /// <summary>The code under which the app stores a kind; null where it has none.</summary>
    public static int? TypeOf(MessageKind kind) => kind switch
    {
        MessageKind.Text => Text,
        MessageKind.Image => Image,
        MessageKind.Video => Video,
        MessageKind.VideoNote => VideoNote,
        MessageKind.Audio or MessageKind.Voice => Audio,
        MessageKind.Document => Document,
        MessageKind.Sticker => Sticker,
        MessageKind.Gif => Gif,
        MessageKind.Location or MessageKind.LiveLocation => Location,
        MessageKind.Contact => Contact,
        MessageKind.Link => Link,
        MessageKind.Poll => Poll,
        MessageKind.Call => Call,
        MessageKind.System => GroupEvent,
        MessageKind.Revoked => Revoked,
        _ => null,
    };

    /// <summary>Whether the code says all there is to say, so that it need not be kept beside the kind.</summary>
    public static bool IsPlain(long type) => type is Text or Image or Video or Audio or Contact or Location or Link or Document or Gif or Revoked or Sticker
        or Poll or VideoNote or Call;

    /// <summary>Whether messages of a kind carry a file.</summary>
    public static bool IsMedia(MessageKind kind) => kind is MessageKind.Image or MessageKind.Video or MessageKind.VideoNote or MessageKind.Audio
        or MessageKind.Voice or MessageKind.Document or MessageKind.Sticker or MessageKind.Gif;

    /// <summary>Whether a kind has an object of its own in place of a text.</summary>
    public static bool HasNoText(MessageKind kind) => kind is MessageKind.Location or MessageKind.Contact or MessageKind.Call or MessageKind.Poll
        or MessageKind.System or MessageKind.Revoked or MessageKind.Sticker;

    /// <summary>Whether an audio file is a voice message: Ogg, or Opus, which the app records and never makes of a music file.</summary>
    public static bool IsVoice(string? mime, string? path) =>
        mime?.Contains("ogg", StringComparison.OrdinalIgnoreCase) == true
        || mime?.Contains("opus", StringComparison.OrdinalIgnoreCase) == true
        || path?.EndsWith(".opus", StringComparison.OrdinalIgnoreCase) == true
        || path?.EndsWith(".ogg", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The kind that a media type speaks of, for a message whose code is not known.</summary>
    public static MessageKind KindOfMime(string mime) => mime switch
    {
        _ when mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => MessageKind.Image,
        _ when mime.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => MessageKind.Video,
        _ when mime.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => MessageKind.Audio,
        _ when mime.Contains('/', StringComparison.Ordinal) => MessageKind.Document,
        _ => MessageKind.Unknown,
    };

    /// <summary>How far a message got, from <c>ZMESSAGESTATUS</c>; null for rows that are nobody's message.</summary>
    public static MessageStatus? StatusOf(long status, bool fromMe, MessageKind kind)
    {
        if (kind is MessageKind.System or MessageKind.Call)
        {
            return null;
        }

        return fromMe
            ? status switch
            {
                0 => MessageStatus.Pending,
                1 => MessageStatus.Sent,
                5 or 6 => MessageStatus.Delivered,
                8 => MessageStatus.Read,
                9 => MessageStatus.Failed,
                _ => null,
            }
            : MessageStatus.Received;
    }

    /// <summary>The <c>ZMESSAGESTATUS</c> of an own message; a played one is stored as read.</summary>
    public static int CodeOf(MessageStatus? status) => status switch
    {
        MessageStatus.Pending => 0,
        MessageStatus.Sent => 1,
        MessageStatus.Read or MessageStatus.Played => 8,
        MessageStatus.Failed => 9,
        _ => 6,
    };
}
