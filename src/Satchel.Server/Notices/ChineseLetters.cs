using System.Diagnostics;

namespace Satchel.Server.Notices;

/// <summary>The letters in Chinese.</summary>
internal sealed class ChineseLetters : ILetterWording
{
    private const string AccountPage = "/account";
    private const string PayPage = "/account/pay";

    private static readonly LetterAction ToAccount = new("打开我的账户", AccountPage);
    private static readonly LetterAction ToPay = new("查看付款方式", PayPage);

    /// <inheritdoc/>
    public string Language => "zh-CN";

    /// <inheritdoc/>
    public string Colon => "：";

    /// <inheritdoc/>
    public string Footer(string server) => $"您收到这封信，是因为您在 {server} 有一个账户。您存放的内容在您自己的设备上加密，这里没有人能读取；也绝不会有人向您索要口令或恢复码。";

    /// <inheritdoc/>
    public string Contact(string contact) => $"有疑问请联系：{contact}";

    /// <inheritdoc/>
    public Letter Write(NoticeKind kind, NoticeValues values) => kind switch
    {
        NoticeKind.Welcome => Of(
            "您的账户已开通", ["账户已经建好，您的设备可以把聊天记录存放在这里了。", "请把显示给您的恢复码抄在纸上保管。没有恢复码、也没有口令，谁都打不开您存放的内容，我们也不能。"], ToAccount),
        NoticeKind.ConfirmAddress => Of(
            "请确认您的邮箱",
            ["有人（多半是您）想用这个邮箱开通账户。请打开链接并按下页面上的按钮；链接一天内有效。", "然后在您的设备上运行 satchel login。如果不是您本人，不用理会：不会有账户被开通。"],
            new LetterAction("确认邮箱", values.Text("link"))),
        NoticeKind.AddressTaken => Of(
            "您已经有账户了",
            ["有人（多半是您）想用这个邮箱开通账户，但这个邮箱已经有账户。没有任何改动。", "请在您的设备上运行 satchel login，用口令或恢复码登录。"],
            new LetterAction("登录账户页面", values.Text("link"))),
        NoticeKind.NewDevice => Of(
            "有新设备登录", ["有一台设备用您的口令或恢复码登录了您的账户。", "如果不是您本人，请撤销该设备并更换口令：知道口令的人可以读取您存放的内容。"], ToAccount, new LetterFact("设备", values.Text("device"))),
        NoticeKind.WrongPassphrases => Of(
            "有人在试您的口令", ["一小时之内，有人多次用错误的口令尝试登录您的账户。每次尝试都很慢，次数也有限，好的口令经得起这样的尝试。", "如果是您自己忘记了口令，也可以用恢复码登录。"], ToAccount),
        NoticeKind.SignInLink => Of("您的登录链接", ["这个链接可以打开您的账户页面，几分钟内有效，只能用一次。如果不是您要求的，不用理会。"], new LetterAction("登录", values.Text("link"))),
        NoticeKind.StorageDamaged => Of(
            "您存放的内容有损坏",
            ["我们重新读取存储时发现，您的某些内容与原来不一致。运营者已经得知，可能会从副本中找回。", "请运行 satchel check 查看受影响的内容，并在仍有原件的设备上运行 satchel repair。"],
            ToAccount),
        NoticeKind.QuotaNearlyFull => Of(
            $"存储空间已用 {values.Text("percent")}%", ["用满之后，新的备份会被拒绝；已存放的内容不受影响。换用更大的套餐，或运行 satchel forget 和 satchel prune，都可以腾出空间。"], ToPay, Used(values)),
        NoticeKind.QuotaFull => Of(
            "存储空间已满", ["在腾出空间之前，新的备份会被拒绝。已存放的内容不受影响，都可以恢复。换用更大的套餐，或运行 satchel forget 和 satchel prune，都可以腾出空间。"], ToPay, Used(values)),
        NoticeKind.FamilyChanged => Of("您的家庭成员有变动", [values.Text("what") == "joined" ? $"{values.Text("who")} 已加入，共用套餐的存储空间。彼此看不到对方存放的内容。" : $"{values.Text("who")} 已退出，已存放的内容按免费套餐的规则保留。"], ToAccount),
        _ => WritePlan(kind, values),
    };

    private static Letter WritePlan(NoticeKind kind, NoticeValues values) => kind switch
    {
        NoticeKind.PlanBought => Of(
            $"感谢购买：{values.Plan()}", ["款项已收到，套餐已生效。除非您要求自动续费，否则到期自行终止。这封信就是您的收据，账户页面上也可以打印。"], ToAccount, Receipt(values)),
        NoticeKind.PlanRenewed => Of($"已续费：{values.Plan()}", ["款项已收到，时间已接在原套餐之后，一天也不会少。这封信就是您的收据。"], ToAccount, Receipt(values)),
        NoticeKind.PlanUpgraded => Of($"已升级：{values.Plan()}", ["款项已收到。原套餐剩余的时间已按天折抵，新套餐已生效。这封信就是您的收据。"], ToAccount, Receipt(values)),
        NoticeKind.PlanRefunded => Of(
            $"已退款：{values.Plan()}",
            ["这笔订单的款项已退回，它所购买的时间随之终止。已存放的内容按套餐到期的规则保留，具体日期请见账户页面。"],
            ToAccount,
            new("套餐", values.Plan()), new("金额", values.Money()), new("订单", values.Text("order"))),
        NoticeKind.PlanEnds => Of(
            values.Number("days") == 1 ? $"“{values.Plan()}”明天到期" : $"“{values.Plan()}”还有 {values.Text("days")} 天到期",
            ["除非您要求过，否则不会自动扣款。如果您什么都不做，到期后的一段时间内一切照常，之后账户变为只读；已存放的内容始终可以恢复和导出。"],
            ToPay,
            new LetterFact("到期日", values.Day("endsAt"))),
        NoticeKind.PlanEnded => Of(
            $"“{values.Plan()}”已到期",
            ["目前一切照常，每条命令都会提醒您。之后账户变为只读：已存放的内容可以恢复和导出，付款后立即恢复如初。"],
            ToPay,
            new("到期日", values.Day("endedAt")), new("变为只读的日期", values.Day("readOnlyAt"))),
        NoticeKind.ReadOnlyBegan => Of(
            "您的账户现为只读",
            ["从今天起，新的备份会被拒绝。已存放的内容仍可恢复和导出，付款后立即恢复如初。", "在下面的日期之前不会删除任何内容，删除之前一定会来信预告。"],
            ToPay,
            new("套餐到期日", values.Day("endedAt")), new("至少保留到", values.Day("deletionAt"))),
        NoticeKind.DeletionAhead => Of(
            values.Number("days") == 1 ? "您存放的内容将于明天删除" : $"您存放的内容将在 {values.Text("days")} 天后删除",
            ["您的套餐到期已超过一年。请取走要保留的内容（satchel restore、satchel export），或者付款：直到最后一天都可以。"],
            ToPay,
            new LetterFact("删除日期", values.Day("deletionAt"))),
        NoticeKind.Deleted => Of("您存放的内容已删除", ["内容在回收站中保留到下面的日期。在此之前付款，可以全部恢复；之后谁也无法恢复。"], ToPay, new LetterFact("最后期限", values.Day("until"))),
        NoticeKind.BroughtBack => Of("您存放的内容已恢复", ["款项已收到，一切恢复如初。"], ToAccount, new("套餐", values.Plan()), new("到期日", values.Day("endsAt"))),
        _ => throw new UnreachableException($"no letter for {kind}"),
    };

    private static Letter Of(string subject, IReadOnlyList<string> paragraphs, LetterAction action, params IReadOnlyList<LetterFact> facts) => new(subject, paragraphs, facts, action);

    private static IReadOnlyList<LetterFact> Receipt(NoticeValues values) =>
        [new("套餐", values.Plan()), new("金额", values.Money()), new("有效期至", values.Day("endsAt")), new("订单", values.Text("order"))];

    private static LetterFact Used(NoticeValues values) => new("已用", $"{values.Bytes("usedBytes")} / {values.Bytes("quotaBytes")}");
}
