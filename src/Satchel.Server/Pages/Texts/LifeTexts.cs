namespace Satchel.Server.Pages.Texts;

/// <summary>What will happen to an account, step by step.</summary>
internal static class LifeTexts
{
    public static readonly Text Title = new("What will happen when, if nobody pays", "如果不续费，何时会怎样");
    public static readonly Text Endless = new("Nothing: this plan has no end, and nothing is deleted.", "不会有任何变化：此套餐没有期限，也不会删除任何内容。");
    public static readonly Text PayAnytime = new("Paying at any step brings everything back at once.", "在任何一步续费，一切立即恢复。");
    public static readonly Text Reminder = new("A reminder is sent", "发送提醒");
    public static readonly Text ReminderMeans = new("By mail, and here.", "通过邮件，并显示在此处。");
    public static readonly Text Ends = new("The plan ends", "套餐到期");
    public static readonly Text EndsMeans = new("Everything goes on working, with a warning on each command.", "一切照常使用，但每条命令都会提醒。");
    public static readonly Text ReadOnly = new("Read-only begins", "进入只读");
    public static readonly Text ReadOnlyMeans = new("Nothing new is saved. Restore, export, search and check work.", "不再保存新内容。恢复、导出、搜索和校验仍可使用。");
    public static readonly Text Announced = new("The deletion is announced", "发送删除通知");
    public static readonly Text AnnouncedMeans = new("By mail, and here. Everything can still be taken away.", "通过邮件，并显示在此处。仍可取走全部内容。");
    public static readonly Text Deleted = new("What is stored goes into the trash", "内容移入回收站");
    public static readonly Text DeletedMeans = new("It cannot be read from then on, but paying brings it back.", "此后无法读取，但续费即可恢复。");
    public static readonly Text Gone = new("The trash is emptied", "清空回收站");
    public static readonly Text GoneMeans = new("From then on it is gone for good.", "此后永久清除。");
    public static readonly Text Kept = new("Still read-only", "仍为只读");
    public static readonly Text KeptMeans = new("This server deletes nothing at present. Should it ever, that is announced as above, in full.", "本服务器目前不会删除任何内容。如果今后启用，也会完整地提前通知。");
    public static readonly Text Held = new("Still kept", "继续保留");
    public static readonly Text HeldMeans = new("The operator has put a hold on this account: nothing of it is deleted.", "运营者已对此账户设置保留：不会删除其中任何内容。");
}
