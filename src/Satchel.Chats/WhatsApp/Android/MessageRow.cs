namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The row of <c>message</c> or of the legacy <c>messages</c> that is being read; one object for all of them in turn.</summary>
internal sealed class MessageRow
{
    public long Id;
    public bool IsLegacy;
    public ChatEntry Chat = null!;
    public bool FromMe;
    public string KeyId = "";
    public string? Sender;
    public long Status;
    public long OriginationFlags;
    public long Origin;
    public long SentMillis;
    public long ReceivedMillis;
    public long Type;
    public string? Text;
    public bool Starred;
    public long ViewMode;
    public LegacyFields? Legacy;

    public RowKey Key => new(IsLegacy ? RowTable.Legacy : RowTable.Modern, Id);
}
