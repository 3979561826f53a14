using Satchel.Server.Pages.Pictures;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages.Texts;

/// <summary>What pages say of plans: names, prices, durations.</summary>
internal static class PlanTexts
{
    public static readonly Text Today = new("Today", "今天");
    public static readonly Text Picture = new("From today on: {0}", "从今天起：{0}");
    public static readonly Text PictureOfLadder = new("After a plan's end: {0}", "套餐到期之后：{0}");
    public static readonly Text Days = new("{0} days", "{0} 天");
    public static readonly Text Paid = new("paid", "已付费");
    public static readonly Text Grace = new("everything works", "一切照常");
    public static readonly Text ReadOnly = new("read-only", "只读");
    public static readonly Text Trash = new("in the trash", "在回收站");
    public static readonly Text Gone = new("gone", "已清除");

    /// <summary>What a plan is called; one that the catalogue does not know any more, by its id.</summary>
    public static string NameOf(Catalogue catalogue, string plan, Language language) => catalogue.Find(plan)?.Name.In(language.Tag()) ?? plan;

    /// <summary>How long a plan is bought for.</summary>
    public static string Duration(long months, Language language) => months switch
    {
        0 => FrontTexts.NoEnd.In(language),
        1 => FrontTexts.OneMonth.In(language),
        12 => FrontTexts.OneYear.In(language),
        _ => months % 12 == 0 ? FrontTexts.Years.In(language, months / 12) : FrontTexts.Months.In(language, months),
    };

    /// <summary>Where a plan is bought.</summary>
    public static Text Platform(string platform) => platform switch
    {
        Platforms.Iphone => FrontTexts.Iphone,
        Platforms.Android => FrontTexts.Android,
        _ => FrontTexts.Desktop,
    };

    /// <summary>Numbers of days, one after the other.</summary>
    public static string List(IReadOnlyList<int> days, Language language) => days.Count < 2
        ? string.Concat(days)
        : string.Join(FrontTexts.Comma.In(language), days.Take(days.Count - 1)) + FrontTexts.And.In(language) + days[^1];

    /// <summary>What a stretch of time is called in a picture.</summary>
    public static Text NameOf(StretchKind kind) => kind switch
    {
        StretchKind.Paid => Paid,
        StretchKind.Grace => Grace,
        StretchKind.ReadOnly => ReadOnly,
        _ => Trash,
    };
}
