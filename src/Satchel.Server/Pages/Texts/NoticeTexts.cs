namespace Satchel.Server.Pages.Texts;

/// <summary>The page of notices.</summary>
internal static class NoticeTexts
{
    public static readonly Text Title = new("Notices", "通知");
    public static readonly Text What = new("What this server told you, newest first, and whether the mail went out.", "本服务器发给您的通知，最新的在前，并注明邮件是否已发出。");
    public static readonly Text None = new("Nothing yet.", "暂无。");
    public static readonly Text Sent = new("sent by mail on {0}", "邮件已于 {0}发出");
    public static readonly Text Waiting = new("no mail yet", "尚未发送邮件");
    public static readonly Text Failed = new("the mail could not be delivered", "邮件未能送达");
}
