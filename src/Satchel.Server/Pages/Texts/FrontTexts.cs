namespace Satchel.Server.Pages.Texts;

/// <summary>The public page.</summary>
internal static class FrontTexts
{
    public static readonly Text Title = new("A safe place for your chat history", "为聊天记录准备的安全之处");
    public static readonly Text What = new(
        "WhatsApp and WeChat, from Android, iPhone and desktop: saved again and again with little to send, searched at home, and given back exactly as they were, on the same phone or on another. Sealed on your device before anything leaves it.",
        "支持 Android、iPhone 和电脑上的 WhatsApp 与微信：每次只上传少量新内容，在本机搜索，并能原样恢复到原来的手机或另一部手机。所有内容离开设备之前就已加密。");
    public static readonly Text Begin = new("How to begin", "如何开始");
    public static readonly Text BeginHow = new("Three commands, and the free plan costs nothing:", "只需三条命令，免费版不收费：");
    public static readonly Text Prices = new("What it costs", "价格");
    public static readonly Text PricesHow = new("A plan is paid once for its time. Nothing renews by itself unless you ask for it.", "套餐按期一次性付费。除非您主动要求，否则不会自动续费。");
    public static readonly Text Holds = new("Holds", "容量");
    public static readonly Text For = new("For", "人数");
    public static readonly Text People = new("{0} people who share it", "{0} 人共享");
    public static readonly Text OnePerson = new("one person", "一人");
    public static readonly Text Lasts = new("Lasts", "期限");
    public static readonly Text Months = new("{0} months", "{0} 个月");
    public static readonly Text OneMonth = new("one month", "一个月");
    public static readonly Text OneYear = new("one year", "一年");
    public static readonly Text Years = new("{0} years", "{0} 年");
    public static readonly Text NoEnd = new("without end", "无期限");
    public static readonly Text Nothing = new("nothing", "免费");
    public static readonly Text Cost = new("Costs", "价格");
    public static readonly Text Trial = new("New accounts try “{0}” for {1} days first, without paying and without any obligation.", "新账户可先免费试用“{0}”{1} 天，没有任何义务。");
    public static readonly Text SamePlan = new("The plan is the same wherever it is bought, and opens from all your devices.", "无论在哪个平台购买，套餐内容相同，所有设备都能使用。");
    public static readonly Text Iphone = new("iPhone", "iPhone 用户");
    public static readonly Text Android = new("Android", "Android 用户");
    public static readonly Text Desktop = new("desktop", "电脑用户");
    public static readonly Text BoughtFor = new("bought for {0}", "适用于 {0}");
    public static readonly Text End = new("What happens when you do not pay", "到期不续费会怎样");
    public static readonly Text EndHow = new("Your history is yours. It can be read and taken away long after a plan has ended, and paying at any step brings everything back.", "聊天记录属于您。套餐到期后很久仍可读取和导出；在任何一步续费，一切都会恢复。");
    public static readonly Text EndFree = new("The free plan has no end. This is about plans that were paid.", "免费版没有期限。以下仅适用于付费套餐。");
    public static readonly Text Remind = new("Before the end", "到期之前");
    public static readonly Text RemindHow = new("You are reminded {0} days before.", "到期前 {0} 天各提醒一次。");
    public static readonly Text Grace = new("For {0} days after the end", "到期后 {0} 天内");
    public static readonly Text GraceHow = new("Everything works as before; each command warns.", "一切照常使用，每条命令都会提醒。");
    public static readonly Text ReadOnly = new("For {0} days after that", "之后 {0} 天内");
    public static readonly Text ReadOnlyHow = new("Nothing new is saved. Restoring, exporting, searching and checking go on working.", "不再保存新内容。恢复、导出、搜索和校验仍可使用。");
    public static readonly Text Deletion = new("Then it may be deleted", "之后可能被删除");
    public static readonly Text DeletionHow = new("Never without being announced {0} days before.", "删除前必定提前 {0} 天各通知一次。");
    public static readonly Text DeletionOff = new("This server does not delete at present. Should that change, it is announced just so.", "本服务器目前不会删除。如果今后启用，也会同样提前通知。");
    public static readonly Text Trash = new("For {0} days after the deletion", "删除后 {0} 天内");
    public static readonly Text TrashHow = new("It lies in the trash, and paying brings it back.", "内容仍在回收站，续费即可恢复。");
    public static readonly Text Who = new("Who can read what", "谁能看到什么");
    public static readonly Text WhoWhat = new("What", "内容");
    public static readonly Text WhoReads = new("Who can read it", "谁能读取");
    public static readonly Text History = new("Messages, pictures, voices, contacts, who wrote to whom", "消息、图片、语音、联系人、谁与谁聊过");
    public static readonly Text HistoryWho = new("You, on your devices. Not we, not whoever stores it for us.", "只有您，在您的设备上。我们和存储服务商都不能。");
    public static readonly Text Secrets = new("Your passphrase and recovery code", "口令和恢复码");
    public static readonly Text SecretsWho = new("You alone. They never leave your device; who loses both has lost the history.", "只有您。它们永远不会离开设备；两者都丢失就无法恢复聊天记录。");
    public static readonly Text Account = new("E-mail address, language, names of devices and vaults", "邮箱地址、语言、设备和保险库的名称");
    public static readonly Text AccountWho = new("You, and whoever runs this server.", "您，以及本服务器的运营者。");
    public static readonly Text Traces = new("When which device saved, how much, and from where", "哪台设备何时、从何处保存了多少");
    public static readonly Text Payment = new("What you pay with", "支付信息");
    public static readonly Text PaymentWho = new("You and the payment provider. We learn the amount and that it was paid.", "您和支付服务商。我们只知道金额以及已付款。");
    public static readonly Text Ask = new("Questions? Write to {0}.", "有疑问？请写信至 {0}。");
    public static readonly Text Comma = new(", ", "、");
    public static readonly Text And = new(" and ", " 和 ");
}
