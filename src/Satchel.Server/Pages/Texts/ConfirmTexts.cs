namespace Satchel.Server.Pages.Texts;

/// <summary>The page where a signup's link leads.</summary>
internal static class ConfirmTexts
{
    public static readonly Text Title = new("Confirm your address", "确认邮箱");
    public static readonly Text Whose = new("An account is made with this address:", "将用以下邮箱开通账户：");
    public static readonly Text Go = new("Make the account", "开通账户");
    public static readonly Text NotYours = new("You did not ask for this? Then close this page, and nothing happens.", "不是您本人的操作？请关闭此页面，不会有任何变化。");
    public static readonly Text DoneTitle = new("Your account is ready", "账户已开通");
    public static readonly Text Done = new("Sign your device in with the passphrase that you chose. Run on it:", "请用您设定的口令让设备登录。在设备上运行：");
    public static readonly Text DeadTitle = new("This link is good no more", "此链接已失效");
    public static readonly Text Dead = new("It was used already, or a day has passed, or the address has an account by now. Try to sign in, or sign up again.", "它已被使用，或已超过一天，或该邮箱已有账户。请尝试登录，或重新注册。");
}
