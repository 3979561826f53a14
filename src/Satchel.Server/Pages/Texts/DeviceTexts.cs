namespace Satchel.Server.Pages.Texts;

/// <summary>The page of devices.</summary>
internal static class DeviceTexts
{
    public static readonly Text Title = new("Devices", "设备");
    public static readonly Text What = new("These are signed in to your account. Each saves and reads with a key of its own.", "以下设备已登录您的账户，每台设备使用自己的密钥保存和读取。");
    public static readonly Text Added = new("Added", "添加于");
    public static readonly Text Seen = new("Last seen", "最近活动");
    public static readonly Text Never = new("not yet", "尚无");
    public static readonly Text Current = new("made the link to this page", "打开了此页面");
    public static readonly Text None = new("No device is signed in. Your recovery code lets a new one in.", "没有设备登录。恢复码可以让新设备登录。");
    public static readonly Text Revoke = new("Sign out “{0}”…", "让“{0}”退出…");
    public static readonly Text RevokeMeans = new(
        "From its next request on it is let in no more. What it saved stays. If somebody else may have it, also change what opens the vault: satchel key remove.",
        "从下一次请求起它将无法访问。已保存的内容会保留。如果设备可能落入他人之手，请同时移除它的保险库密钥：satchel key remove。");
    public static readonly Text RevokeCurrent = new("This page ends with it.", "此页面也会随之退出。");
    public static readonly Text RevokeGo = new("Sign it out now", "立即让它退出");
    public static readonly Text Revoked = new("“{0}” is signed out.", "“{0}”已退出。");
    public static readonly Text Add = new("To add one, run on it:", "要添加设备，请在该设备上运行：");
}
