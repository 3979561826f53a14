namespace Satchel.Chats;

/// <summary>
/// What a message is. The names in lower camel case are the record stream's; the numbers are stored in vaults
/// (docs/model.md) and never change.
/// </summary>
public enum MessageKind
{
#pragma warning disable CS1591 // Each name says what docs/model.md says at length.
    Unknown = 0,
    Text = 1,
    Image = 2,
    Video = 3,
    VideoNote = 4,
    Audio = 5,
    Voice = 6,
    Document = 7,
    Sticker = 8,
    Gif = 9,
    Location = 10,
    LiveLocation = 11,
    Contact = 12,
    Link = 13,
    Poll = 14,
    Call = 15,
    System = 16,
    Revoked = 17,
    MiniProgram = 18,
    MergedForward = 19,
    Transfer = 20,
    RedPacket = 21,
    Note = 22,
#pragma warning restore CS1591
}

/// <summary>How far a message got. The names in lower case are the record stream's; the numbers are stored and never change.</summary>
public enum MessageStatus
{
#pragma warning disable CS1591
    Pending = 1,
    Sent = 2,
    Delivered = 3,
    Read = 4,
    Played = 5,
    Received = 6,
    Failed = 7,
#pragma warning restore CS1591
}
