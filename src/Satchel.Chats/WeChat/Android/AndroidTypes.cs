namespace Satchel.Chats.WeChat.Android;

/// <summary>What the codes of a row of messages mean.</summary>
internal static class AndroidTypes
{
    private const int GroupInvitation = 570425393;

    /// <summary>The base type.</summary>
    public static int BaseOf(long type) => Code(type) switch
    {
        // An app message by its flags, and a notice by its content.
        GroupInvitation => WeChatTypes.SystemXml,
        int code => WeChatTypes.BaseOf(code),
    };

    /// <summary>The type of an app message where the flags tell it, else 0.</summary>
    public static int SubTypeOf(long type) => WeChatTypes.SubTypeOf(Code(type));

    /// <summary>How far a message got; what the numbers from 4 on mean is not certain.</summary>
    public static MessageStatus? StatusOf(long status, bool isSend) => status switch
    {
        1 => MessageStatus.Pending,
        2 => MessageStatus.Sent,
        3 => isSend ? MessageStatus.Sent : MessageStatus.Received,
        4 => isSend ? MessageStatus.Sent : MessageStatus.Read,
        5 => MessageStatus.Failed,
        _ => null,
    };

    // The column is 32 bits with a sign; some dumps show it without.
    private static int Code(long type) => type is >= int.MinValue and <= int.MaxValue ? (int)type : type is > 0 and <= uint.MaxValue ? unchecked((int)type) : 0;
}
