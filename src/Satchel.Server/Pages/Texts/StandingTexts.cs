namespace Satchel.Server.Pages.Texts;

/// <summary>How an account stands.</summary>
internal static class StandingTexts
{
    public static readonly Text Title = new("Plan", "套餐");
    public static readonly Text Active = new("Active", "正常");
    public static readonly Text ActiveMeans = new("Everything works.", "一切正常。");
    public static readonly Text Grace = new("The plan has ended", "套餐已到期");
    public static readonly Text GraceMeans = new("Everything still works. On {0} the account becomes read-only.", "目前一切照常。{0}起账户将变为只读。");
    public static readonly Text ReadOnly = new("Read-only", "只读");
    public static readonly Text ReadOnlyMeans = new("The plan ended on {1}. Nothing new is saved; restore, export, search and check work.", "套餐已于 {1}到期。不再保存新内容；恢复、导出、搜索和校验仍可使用。");
    public static readonly Text DeletionAhead = new("Deletion is announced", "已通知删除");
    public static readonly Text DeletionAheadMeans = new("On {2} what is stored goes into the trash. Take it away before with satchel restore or export, or pay, and everything is as before.", "{2}内容将移入回收站。请在此之前用 satchel restore 或 export 取走；或者续费，一切恢复如初。");
    public static readonly Text Deleted = new("In the trash", "在回收站");
    public static readonly Text DeletedMeans = new("What was stored lies in the trash until {3}. Paying brings it back; after that it is gone.", "已保存的内容会在回收站保留到 {3}。续费即可恢复；之后将永久清除。");
    public static readonly Text Suspended = new("Suspended", "已停用");
    public static readonly Text SuspendedMeans = new("The operator has suspended this account; devices are not let in. Nothing that is stored has been touched.", "运营者已停用此账户，设备无法访问。已保存的内容没有被改动。");
    public static readonly Text WriteTo = new("Write to {0}.", "请写信至 {0}。");
    public static readonly Text EndsOn = new("Ends on", "到期日");
    public static readonly Text EndedOn = new("Ended on", "已到期");
    public static readonly Text Never = new("never", "无期限");
    public static readonly Text SharedBy = new("It is a family's plan, shared with you.", "这是家庭成员与您共享的套餐。");
    public static readonly Text Renew = new("Renew", "续费");
    public static readonly Text Buy = new("Choose a plan", "选择套餐");
    public static readonly Text Erasing = new("You asked that this account be erased. It will be on {0}.", "您已申请注销此账户，将于 {0}执行。");
    public static readonly Text ErasingStop = new("Look at it, or stop it", "查看或撤销");
}
