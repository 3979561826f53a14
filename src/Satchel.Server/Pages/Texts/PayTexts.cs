using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages.Texts;

/// <summary>The pages on which somebody pays.</summary>
internal static class PayTexts
{
    public static readonly Text Title = new("Choose a plan and pay", "选择套餐并付款");
    public static readonly Text Menu = new("Plans", "套餐");
    public static readonly Text What = new("More of the plan you have is added to its end. A larger plan starts at once, and the rest of the old one is credited by the day.", "续购相同套餐会加在到期日之后。更大的套餐立即生效，原套餐剩余部分按天抵扣。");
    public static readonly Text NoRenewal = new("Nothing renews by itself unless you tick the box.", "除非勾选，否则不会自动续费。");
    public static readonly Text Which = new("Which plan?", "哪个套餐？");
    public static readonly Text With = new("Pay with", "支付方式");
    public static readonly Text Stripe = new("Card (Stripe)", "银行卡（Stripe）");
    public static readonly Text WeChat = new("WeChat Pay", "微信支付");
    public static readonly Text Voucher = new("Voucher code", "兑换码");
    public static readonly Text Operator = new("Given by the operator", "由运营者提供");
    public static readonly Text Trial = new("Trial", "试用");
    public static readonly Text Family = new("Time in a family", "家庭共享期");
    public static readonly Text Free = new("Free", "免费");
    public static readonly Text Renews = new("Renew by itself at the end, by card, until I say stop", "到期后用银行卡自动续费，直到我取消");
    public static readonly Text Order = new("Order", "下单");
    public static readonly Text OrderNote = new("You see the amount once more before you pay.", "付款前会再次显示金额。");
    public static readonly Text NotChosen = new("Choose a plan and a way to pay.", "请选择套餐和支付方式。");
    public static readonly Text Refused = new("That cannot be ordered: it is paid for ten years already, or not sold any more.", "无法下单：已付至十年之后，或该套餐已停售。");
    public static readonly Text NoProviders = new("This server takes no payments; plans are opened with a voucher code of its operator.", "本服务器不收款；请使用运营者提供的兑换码开通套餐。");
    public static readonly Text Code = new("Code", "兑换码");
    public static readonly Text CodeHow = new("25 letters and digits; hyphens and spaces do not matter.", "25 位字母和数字，连字符和空格可省略。");
    public static readonly Text Redeem = new("Use the code", "使用兑换码");
    public static readonly Text CodeWrong = new("That is no code, or it was used, or has expired.", "兑换码无效、已使用或已过期。");
    public static readonly Text ToFree = new("Go on for free", "转为免费版");
    public static readonly Text ToFreeHow = new("What you store fits into the free plan. On it nothing ends, and nothing is deleted.", "您保存的内容可放入免费版。免费版没有期限，也不会删除内容。");
    public static readonly Text ToFreeGo = new("Use the free plan", "使用免费版");
    public static readonly Text NotFree = new("A plan still runs, or more is stored than the free plan takes.", "仍有套餐在有效期内，或已保存的内容超出免费版容量。");
    public static readonly Text Waits = new("This order waits to be paid", "订单等待付款");
    public static readonly Text Scan = new("Scan this with WeChat and confirm the amount there.", "请用微信扫描二维码，并在微信中确认金额。");
    public static readonly Text QrLabel = new("QR code of WeChat Pay for {0}", "微信支付二维码，金额 {0}");
    public static readonly Text OnPhone = new("On this phone? Take a picture of the screen and open it in WeChat's scanner.", "正在用手机？截屏后在微信“扫一扫”中从相册选取。");
    public static readonly Text Go = new("Go on to pay {0}", "前往支付 {0}");
    public static readonly Text Watch = new("Look by itself every few seconds", "每隔几秒自动检查");
    public static readonly Text Watching = new("This page looks every few seconds whether the payment has come.", "此页每隔几秒会自动检查付款是否到账。");
    public static readonly Text StopWatching = new("Do not look by itself", "停止自动检查");
    public static readonly Text Look = new("I have paid: look now", "我已付款，立即检查");
    public static readonly Text NotYet = new("The payment has not come yet.", "付款尚未到账。");
    public static readonly Text Cancel = new("Cancel the order", "取消订单");
    public static readonly Text Cancelled = new("The order is cancelled. Money that comes nevertheless counts.", "订单已取消。如仍有款项到账，照样计入。");
    public static readonly Text Away = new("The payment provider does not answer at the moment. The order stays open; try again in a few minutes.", "支付服务商暂时没有响应。订单仍然有效，请几分钟后再试。");
    public static readonly Text Thanks = new("Paid. Thank you!", "付款成功，谢谢！");
    public static readonly Text BackTitle = new("Back from paying", "付款返回");
    public static readonly Text BackTo = new("To the order", "查看订单");
    public static readonly Text StopRenewing = new("Do not renew any more", "取消自动续费");
    public static readonly Text StoppedRenewing = new("It renews no more. What was paid for stays.", "已取消自动续费。已付费的期限保留。");

    /// <summary>What a provider is called.</summary>
    public static Text NameOf(string provider) => provider switch
    {
        "stripe" => Stripe,
        "wechatpay" => WeChat,
        OrderProviders.Voucher => Voucher,
        OrderProviders.Trial => Trial,
        OrderProviders.Family => Family,
        OrderProviders.Free => Free,
        _ => Operator,
    };
}
