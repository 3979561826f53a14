using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Satchel.Server.Hosting;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Pages.Texts;

namespace Satchel.Server.Pages;

/// <summary>A page: its language, who is signed in, and its texts.</summary>
internal abstract class SatchelPage : PageModel, IFramed
{
    public Language Language { get; private set; }

    public abstract Text Title { get; }

    public bool IsSignedIn => Visitor is not null;

    public int? RefreshSeconds { get; protected set; }

    public string? RefreshTo { get; protected set; }

    /// <summary>Who is signed in; null is nobody.</summary>
    public PageVisitor? Visitor { get; private set; }

    /// <summary>This server's address as a command takes it: what the operator says it is, else where the page was asked for.</summary>
    public string Server => HttpContext.RequestServices.GetRequiredService<ServerSettings>().Url?.AbsoluteUri.TrimEnd('/')
        ?? $"{(PageCookies.IsThisMachine(Request.Host.Host) ? Request.Scheme : Uri.UriSchemeHttps)}://{Request.Host}";

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>A text in the language of the page.</summary>
    public string T(Text text, params ReadOnlySpan<object?> values) => text.In(Language, values);

    public string Day(DateTimeOffset at) => Written.Day(at, Language);

    public string Day(long unixMilliseconds) => Day(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds));

    public string Minute(DateTimeOffset at) => Written.Minute(at, Language);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Visitor = await HttpContext.RequestServices.GetRequiredService<PageSessions>().FindAsync(Request.Cookies[PageSessions.Cookie], Aborted);
        Language = Languages.Choose(Request, await LanguageOfAccountAsync());
        if (await RefuseAsync(context))
        {
            return;
        }

        await next();
    }

    /// <summary>The language of whoever's page it is; null where nobody is known.</summary>
    protected virtual Task<string?> LanguageOfAccountAsync() => Task.FromResult<string?>(null);

    /// <summary>Whether the page is not shown; the context then has what is answered instead.</summary>
    protected virtual Task<bool> RefuseAsync(PageHandlerExecutingContext context) => Task.FromResult(false);
}
