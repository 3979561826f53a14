namespace Satchel.Chats.WeChat.Desktop;

/// <summary>What a database of the desktop app is for; the order is that in which a source lists them.</summary>
internal enum DesktopPart
{
    /// <summary>Messages of chats.</summary>
    Messages,

    /// <summary>Messages of official accounts and of WeCom, which some versions keep apart.</summary>
    OtherMessages,

    /// <summary>People, groups, sessions.</summary>
    Contacts,

    /// <summary>Contents of voice messages.</summary>
    Voices,

    /// <summary>Which file has which hash.</summary>
    Links,

    /// <summary>Which files a message has (4.x).</summary>
    Resources,

    /// <summary>Kept, and not read.</summary>
    Other,
}
