namespace Satchel.Server.Pages.Texts;

/// <summary>The pages by which somebody comes in.</summary>
internal static class SignInTexts
{
    public static readonly Text Title = new("Sign in to your account's pages", "登录账户页面");
    public static readonly Text Why = new(
        "There is no password to type here: your passphrase opens your history, and it never leaves your device. A link lets you in instead.",
        "这里不需要输入密码：口令能打开您的聊天记录，因此它永远不会离开您的设备。请改用链接登录。");
    public static readonly Text ByDevice = new("With a device that is signed in", "用已登录的设备");
    public static readonly Text ByDeviceHow = new("Run this on it. It prints a link that is good once, for five minutes, and opens it in the browser:", "在该设备上运行下面的命令。它会输出一个五分钟内有效的一次性链接，并在浏览器中打开：");
    public static readonly Text ByMail = new("By e-mail", "通过电子邮件");
    public static readonly Text ByMailHow = new("We send a link to the address of the account. It is good once, for thirty minutes.", "我们会把链接发到账户的邮箱。链接三十分钟内有效，只能使用一次。");
    public static readonly Text Email = new("E-mail address", "电子邮件地址");
    public static readonly Text Send = new("Send me a link", "发送登录链接");
    public static readonly Text NotAnAddress = new("That is not an e-mail address.", "这不是有效的电子邮件地址。");
    public static readonly Text NoMail = new("This server sends no mail; use a device that is signed in.", "本服务器不发送邮件，请使用已登录的设备。");
    public static readonly Text SentTitle = new("Look into your mail", "请查收邮件");
    public static readonly Text Sent = new(
        "If there is an account with that address, a link is on its way to it. It is good once, for thirty minutes. Nothing arrives? Look into the folder for spam, or use a device that is signed in.",
        "如果该地址有账户，登录链接已经发出，三十分钟内有效，只能使用一次。没有收到？请查看垃圾邮件文件夹，或使用已登录的设备。");
    public static readonly Text LinkTitle = new("Sign in", "登录");
    public static readonly Text LinkOf = new("This link signs this browser in to the pages of:", "此链接将让当前浏览器登录以下账户的页面：");
    public static readonly Text LinkFor = new("For eight hours, or until you sign out. The pages show your plan, your devices and your orders; your history can be read on your devices only.", "有效八小时，或直到您退出。页面会显示您的套餐、设备和订单；聊天记录只能在您的设备上读取。");
    public static readonly Text LinkGo = new("Sign in here", "在此登录");
    public static readonly Text LinkNotYours = new("Not your account? Then close this page.", "不是您的账户？请关闭此页面。");
    public static readonly Text DeadTitle = new("This link is good no more", "此链接已失效");
    public static readonly Text Dead = new("It was used already, or its time has passed. Ask for a new one.", "它已被使用，或已过期。请获取新的链接。");
    public static readonly Text Again = new("Sign in with a new link", "用新链接登录");
    public static readonly Text OutTitle = new("You are signed out", "您已退出");
    public static readonly Text Out = new("This browser shows nothing of the account any more.", "当前浏览器不再显示账户的任何内容。");
}
