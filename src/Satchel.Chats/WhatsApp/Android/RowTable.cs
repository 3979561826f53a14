namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The tables whose rows are messages.</summary>
internal enum RowTable
{
    /// <summary><c>message</c>.</summary>
    Modern,

    /// <summary><c>messages</c>.</summary>
    Legacy,

    /// <summary><c>call_log</c>.</summary>
    Call,
}
