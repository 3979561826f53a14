using System.Net;

namespace Satchel.Server.Pages.SignIn;

/// <summary>The cookies of the pages: for this server alone, out of the reach of scripts, and never sent along from elsewhere.</summary>
internal sealed class PageCookies : CookieBuilder
{
    /// <summary>The options for an answer to a request.</summary>
    public static CookieOptions For(HttpContext context, TimeSpan? life = null) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = !IsThisMachine(context.Request.Host.Host),
        IsEssential = true,
        Path = "/",
        MaxAge = life,
    };

    /// <summary>Whether a host is this machine. Plain HTTP is for that alone; everywhere else a cookie that could travel in the clear is none.</summary>
    public static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom) => For(context);
}
