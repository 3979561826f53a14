using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages.Texts;

/// <summary>The pages of orders and receipts.</summary>
internal static class OrderTexts
{
    public static readonly Text Menu = new("Orders", "订单");
    public static readonly Text Title = new("Orders and receipts", "订单与收据");
    public static readonly Text None = new("Nothing was ordered yet.", "还没有订单。");
    public static readonly Text Date = new("Date", "日期");
    public static readonly Text What = new("What", "内容");
    public static readonly Text Amount = new("Amount", "金额");
    public static readonly Text State = new("State", "状态");
    public static readonly Text New = new("New plan", "新购");
    public static readonly Text Renewal = new("Renewal", "续费");
    public static readonly Text Upgrade = new("Upgrade", "升级");
    public static readonly Text Open = new("Waits to be paid", "待付款");
    public static readonly Text Paid = new("Paid", "已付款");
    public static readonly Text Given = new("Given", "赠予");
    public static readonly Text Closed = new("Not paid", "未付款");
    public static readonly Text Refunded = new("Refunded", "已退款");
    public static readonly Text ChargedBack = new("Taken back by the bank", "银行已撤回付款");
    public static readonly Text Receipt = new("Receipt", "收据");
    public static readonly Text Order = new("Order", "订单");
    public static readonly Text Number = new("Number", "编号");
    public static readonly Text Account = new("Account", "账户");
    public static readonly Text Plan = new("Plan", "套餐");
    public static readonly Text Ordered = new("Ordered on", "下单时间");
    public static readonly Text PaidOn = new("Paid on", "付款时间");
    public static readonly Text Runs = new("Runs", "有效期");
    public static readonly Text FromTo = new("{0} to {1}", "{0}至{1}");
    public static readonly Text From = new("from {0}, without end", "自 {0}起，无期限");
    public static readonly Text EndedEarly = new("ended early on {0}", "已于 {0}提前结束");
    public static readonly Text Price = new("Price", "价格");
    public static readonly Text Credit = new("Credit for the rest of the plan before", "原套餐剩余部分抵扣");
    public static readonly Text ToPay = new("To pay", "应付");
    public static readonly Text PaidWith = new("Paid with", "支付方式");
    public static readonly Text Renews = new("Renews by itself, as you asked", "按您的要求自动续费");
    public static readonly Text Money = new("Payments", "收支记录");
    public static readonly Text Payment = new("Payment", "付款");
    public static readonly Text Refund = new("Refund", "退款");
    public static readonly Text Chargeback = new("Taken back by the bank", "银行撤回");
    public static readonly Text NotCounted = new("not counted; the operator has been told", "未计入；已告知运营者");
    public static readonly Text Reference = new("Reference", "流水号");
    public static readonly Text Print = new("To keep it on paper or as a file, print this page.", "需要纸质或电子存档时，请打印此页。");
    public static readonly Text Back = new("All orders", "全部订单");
    public static readonly Text Issued = new("Issued by {0}", "出具方：{0}");

    public static Text KindOf(OrderKind kind) => kind switch
    {
        OrderKind.New => New,
        OrderKind.Renewal => Renewal,
        _ => Upgrade,
    };

    public static Text StateOf(Order order) => order.State switch
    {
        OrderState.Open => Open,
        OrderState.Paid => order.Amount == 0 && order.CreditAmount == 0 ? Given : Paid,
        OrderState.Closed => Closed,
        OrderState.Refunded => Refunded,
        _ => ChargedBack,
    };

    public static string StyleOf(OrderState state) => state switch
    {
        OrderState.Paid => "good",
        OrderState.Open => "warn",
        OrderState.Closed => "",
        _ => "bad",
    };

    public static Text PaymentOf(string kind) => kind switch
    {
        "payment" => Payment,
        "refund" => Refund,
        _ => Chargeback,
    };
}
