namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Which of the desktop's layouts an account has.</summary>
internal enum DesktopGeneration
{
    /// <summary>3.x on Windows: <c>Msg/Multi/MSG0.db</c>.</summary>
    WindowsThree,

    /// <summary>3.x on a Mac: <c>Message/msg_0.db</c>.</summary>
    MacThree,

    /// <summary>4.x on all of them: <c>db_storage/message/message_0.db</c>.</summary>
    Four,
}
