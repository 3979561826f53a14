namespace Satchel.Server.Pages.Texts;

/// <summary>The page on which somebody takes their data, or goes.</summary>
internal static class DataTexts
{
    public static readonly Text Menu = new("Your data", "您的数据");
    public static readonly Text Title = new("Your data, and leaving", "您的数据与注销");
    public static readonly Text Export = new("Take what this server knows of you", "导出本服务器所知的关于您的信息");
    public static readonly Text ExportHow = new("Account, devices, vaults by name and size, orders and payments, notices and the sign-in log, as one JSON file. No key and no code is in it.", "账户、设备、保险库名称和大小、订单与收支、通知和登录记录，合为一个 JSON 文件。其中不含任何密钥或口令。");
    public static readonly Text ExportGo = new("Download", "下载");
    public static readonly Text History = new("Take your history", "导出聊天记录");
    public static readonly Text HistoryHow = new("Only your devices can read it, so they do it. All of it into a folder, readable without Satchel:", "只有您的设备能读取，因此由设备完成。全部导出到一个文件夹，无需 Satchel 即可阅读：");
    public static readonly Text Erase = new("Erase the account", "注销账户");
    public static readonly Text EraseHow = new(
        "The account and all it stores are erased for good: vaults, devices, orders and notices, and there is no way back after it. It happens {0} days after you ask, and any page of yours can stop it until then: so a device that somebody took cannot do it behind your back.",
        "账户及其保存的全部内容将永久清除，包括保险库、设备、订单和通知，之后无法恢复。申请后 {0} 天执行，在此之前您可以在任何页面撤销，这样他人即使拿到您的设备也无法暗中注销。");
    public static readonly Text ErasePaid = new("What was paid for the rest of the plan is not given back by this. Ask for it first.", "注销不会退还套餐剩余部分的费用。如需退款，请先申请。");
    public static readonly Text EraseHeld = new("The operator has put a hold on this account; until it is lifted, nothing is erased.", "运营者已对此账户设置保留；解除之前不会清除任何内容。");
    public static readonly Text EraseOpen = new("Erase the account…", "注销账户…");
    public static readonly Text EraseType = new("To show that you mean it, type the address of the account: {0}", "为确认操作，请输入账户的邮箱地址：{0}");
    public static readonly Text EraseGo = new("Erase it in {0} days", "{0} 天后注销");
    public static readonly Text EraseWrong = new("That is not the address of this account. Nothing was done.", "这不是此账户的邮箱地址。没有执行任何操作。");
    public static readonly Text EraseAsked = new("It will be erased on {0}. Until then everything works.", "将于 {0}清除。在此之前一切照常。");
    public static readonly Text EraseStop = new("Stop it and keep the account", "撤销，保留账户");
    public static readonly Text EraseStopped = new("Stopped. The account stays.", "已撤销，账户保留。");
}
