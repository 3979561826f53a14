namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>A chat of the store that is written.</summary>
/// <param name="talker">Its user name.</param>
internal sealed class WrittenChat(string talker)
{
    /// <summary>Its user name.</summary>
    public string Talker { get; } = talker;

    /// <summary>Whether it is a group.</summary>
    public bool IsGroup { get; } = WeChatIds.IsGroup(talker);

    /// <summary>The number that its rows have beside the name; null until it is asked for.</summary>
    public long? TalkerId { get; set; }

    /// <summary>The time that the message before has in the store.</summary>
    public long LastMillis { get; set; } = long.MinValue;

    /// <summary>The time that the message before came with.</summary>
    public long LastToldMillis { get; set; } = long.MinValue;

    /// <summary>How many messages were written.</summary>
    public long Written { get; set; }

    /// <summary>The newest of them: time, content, type, direction.</summary>
    public (long Millis, string Content, int Type, bool IsSend) Newest { get; set; } = (long.MinValue, "", 0, false);
}
