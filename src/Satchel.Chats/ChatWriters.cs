using Satchel.Chats.WeChat.Android.Writing;
using Satchel.Chats.WeChat.Ios.Writing;
using Satchel.Chats.WhatsApp.Android.Writing;
using Satchel.Chats.WhatsApp.Ios.Writing;

namespace Satchel.Chats;

/// <summary>The formats that can be written. A new one is a line here.</summary>
public static class ChatWriters
{
    /// <summary>Every format.</summary>
    public static IReadOnlyList<IChatWriterFormat> All { get; } =
        [new WhatsAppIosWriterFormat(), new WhatsAppAndroidWriterFormat(), new WeChatAndroidWriterFormat(), new WeChatIosWriterFormat()];
}
