using Satchel.Server.Problems;

namespace Satchel.Server.Pages.Texts;

/// <summary>What pages say when something cannot be done.</summary>
internal static class ProblemTexts
{
    public static readonly Text NotFound = new("There is nothing here", "这里没有内容");
    public static readonly Text NotFoundAdvice = new("The address may be mistyped, or what it led to is gone.", "地址可能有误，或者内容已不存在。");
    public static readonly Text TooMany = new("Too many requests", "请求过于频繁");
    public static readonly Text TooManyAdvice = new("Wait a few minutes, then try again.", "请等几分钟再试。");
    public static readonly Text NotNow = new("That cannot be done", "无法完成");
    public static readonly Text NotNowAdvice = new("Nothing was changed. Go back, look at the page again, and try once more.", "没有任何更改。请返回刷新页面后再试一次。");
    public static readonly Text Suspended = new("The account is suspended", "账户已被停用");
    public static readonly Text SuspendedAdvice = new("Ask whoever runs this server. Nothing that is stored has been touched.", "请联系服务器的运营者。已保存的内容没有被改动。");
    public static readonly Text Back = new("To the start", "返回首页");

    public static Text TitleOf(Problem problem) => problem.Status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status429TooManyRequests => TooMany,
        _ => problem == Problem.Suspended ? Suspended : NotNow,
    };

    public static Text AdviceOf(Problem problem) => problem.Status switch
    {
        StatusCodes.Status404NotFound => NotFoundAdvice,
        StatusCodes.Status429TooManyRequests => TooManyAdvice,
        _ => problem == Problem.Suspended ? SuspendedAdvice : NotNowAdvice,
    };
}
