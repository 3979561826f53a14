namespace Satchel.Server.Pages.Texts;

/// <summary>What stands around every page.</summary>
internal static class FrameTexts
{
    public static readonly Text Skip = new("To the content", "跳到正文");
    public static readonly Text Menu = new("Your account", "您的账户");
    public static readonly Text SignIn = new("Sign in", "登录");
    public static readonly Text SignOut = new("Sign out", "退出");
    public static readonly Text Foot = new("Satchel cannot read what it keeps for you. Days and times are UTC.", "Satchel 无法读取它为您保存的内容。日期和时间均为北京时间。");
    public static readonly Text Cancel = new("Leave it as it is", "保持不变");
}
