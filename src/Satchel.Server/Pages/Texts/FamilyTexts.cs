namespace Satchel.Server.Pages.Texts;

/// <summary>The page of the people who share a plan.</summary>
internal static class FamilyTexts
{
    public static readonly Text Title = new("Family", "家庭");
    public static readonly Text What = new("The people of a family plan share its quota and its end, and nothing else: nobody sees another's vaults, devices or orders.", "家庭套餐的成员共享容量和期限，仅此而已：任何人都看不到他人的保险库、设备或订单。");
    public static readonly Text None = new("You share no plan with anybody.", "您没有与任何人共享套餐。");
    public static readonly Text Members = new("Who shares this plan", "共享成员");
    public static readonly Text Member = new("Account", "账户");
    public static readonly Text Uses = new("Uses", "已用");
    public static readonly Text Owner = new("bought it", "购买者");
    public static readonly Text You = new("you", "您");
    public static readonly Text Together = new("Together", "合计");
    public static readonly Text Remove = new("Take out “{0}”…", "移出“{0}”…");
    public static readonly Text RemoveMeans = new("They keep what they stored: on the free plan where it fits, else as after a plan's end.", "对方保存的内容会保留：容量足够则转为免费版，否则按套餐到期处理。");
    public static readonly Text RemoveGo = new("Take out of the family", "移出家庭");
    public static readonly Text Leave = new("Leave the family…", "退出家庭…");
    public static readonly Text LeaveMeans = new("You keep what you stored: on the free plan where it fits, else as after a plan's end.", "您保存的内容会保留：容量足够则转为免费版，否则按套餐到期处理。");
    public static readonly Text LeaveGo = new("Leave", "退出");
    public static readonly Text ByMail = new("To leave, or to take somebody out, come in by a link that was sent by mail: a device alone may not do it.", "要退出或移出成员，请通过邮件中的链接登录：仅凭一台设备不能执行此操作。");
    public static readonly Text Invite = new("Invite somebody", "邀请成员");
    public static readonly Text InviteHow = new("The plan is for {0} people. An invitation is a code, good for a week and for one person.", "此套餐可供 {0} 人使用。邀请码一周内有效，仅限一人使用。");
    public static readonly Text InviteGo = new("Make an invitation", "生成邀请码");
    public static readonly Text Invited = new("Give this code to them. It is shown once, and good until {0}:", "请将此邀请码交给对方。它只显示一次，有效期至 {0}：");
    public static readonly Text Join = new("Join a family", "加入家庭");
    public static readonly Text JoinHow = new("Type the code that you were given.", "输入您收到的邀请码。");
    public static readonly Text Code = new("Code", "邀请码");
    public static readonly Text JoinGo = new("Join", "加入");
    public static readonly Text Refused = new("That cannot be done: the invitation was used or has expired, the plan has no room, or what is stored does not fit.", "无法完成：邀请码已使用或过期、套餐人数已满，或已保存的内容放不下。");
}
