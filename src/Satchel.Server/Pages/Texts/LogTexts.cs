namespace Satchel.Server.Pages.Texts;

/// <summary>The page of what happened to an account.</summary>
internal static class LogTexts
{
    public static readonly Text Menu = new("Sign-in log", "登录记录");
    public static readonly Text Title = new("What happened to your account", "账户动态");
    public static readonly Text What = new("The latest 200 entries, newest first. Something you do not know? Sign out the device, then change the passphrase.", "最近 200 条，最新的在前。有不认识的记录？请让相应设备退出，然后更改口令。");
    public static readonly Text When = new("When", "时间");
    public static readonly Text Event = new("What", "事件");
    public static readonly Text Device = new("Device", "设备");
    public static readonly Text Gone = new("one that is gone ({0})", "已不在的设备（{0}）");
    public static readonly Text Signup = new("The account was made", "账户创建");
    public static readonly Text Login = new("Signed in by passphrase", "用口令登录");
    public static readonly Text LoginFailed = new("A wrong passphrase was tried", "有人输入了错误的口令");
    public static readonly Text DeviceAdded = new("A device was added", "添加了设备");
    public static readonly Text DeviceRevoked = new("A device was signed out", "设备被退出");
    public static readonly Text OwnerToken = new("The owner's key was used: it may delete", "使用了所有者密钥（可以删除内容）");
    public static readonly Text PageSignIn = new("Signed in to these pages", "登录了这些页面");
    public static readonly Text ErasureAsked = new("It was asked that the account be erased", "申请注销账户");
    public static readonly Text ErasureStopped = new("The erasure was stopped", "撤销注销申请");
    public static readonly Text Other = new("Something else: {0}", "其他：{0}");
}
