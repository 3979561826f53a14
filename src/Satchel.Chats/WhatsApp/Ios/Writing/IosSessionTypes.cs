namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The codes of <c>ZSESSIONTYPE</c>.</summary>
internal static class IosSessionTypes
{
    public const int Direct = 0;
    public const int Group = 1;
    public const int BroadcastList = 2;
    public const int Status = 3;
    public const int Newsletter = 5;

    /// <summary>The code of a chat.</summary>
    public static int Of(Chat chat) => chat.Kind switch
    {
        ChatKind.Group => Group,
        ChatKind.Channel => Newsletter,
        ChatKind.Broadcast => Jid.ServerOf(chat.Id) is "status" or "lid.status" ? Status : BroadcastList,
        _ => Direct,
    };
}
