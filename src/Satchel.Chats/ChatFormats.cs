using Satchel.Chats.WeChat.Android;
using Satchel.Chats.WeChat.ComputerBackup;
using Satchel.Chats.WeChat.Desktop;
using Satchel.Chats.WeChat.Ios;
using Satchel.Chats.WhatsApp.Android;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.TextExport;

namespace Satchel.Chats;

/// <summary>The formats there are. A new one is a line here.</summary>
public static class ChatFormats
{
    /// <summary>Every format, in the order in which they are asked.</summary>
    public static IReadOnlyList<IChatFormat> All { get; } =
    [
        new WhatsAppAndroid(),
        new WhatsAppIos(),
        new WhatsAppTextExport(),
        new WeChatAndroid(),
        new WeChatIos(),
        new WeChatDesktop(),
        new WeChatComputerBackup(),
    ];
}
