using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Pages.Leaving;
using Satchel.Server.Pages.Orders;
using Satchel.Server.Pages.SignIn;

namespace Satchel.Server.Pages.Hosting;

/// <summary>The pages as part of the server: what they need, where they are, and what every answer of theirs carries.</summary>
internal static class PagesHosting
{
    private const int MaxFormBytes = 32 * 1024;
    private const int MaxFormFields = 40;
    private const int MaxFieldCharacters = 4096;

    // Nothing runs and nothing comes from elsewhere; no other site shows the pages, or is sent their forms.
    private const string ContentPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void AddPages(this IServiceCollection services, bool sendsMail)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton(new MailedLinks { IsOffered = sendsMail });
        services.AddHostedService<LinkMailing>();
        services.AddSingleton<PageLinks>();
        services.AddSingleton<PageSessions>();
        services.AddSingleton<AccountData>();
        services.AddSingleton<Erasures>();
        services.AddSingleton<IBackgroundWork>(provider => provider.GetRequiredService<Erasures>());
        services.AddSingleton<Receipts>();
        services.AddSingleton<Checkouts>();
        services.AddRazorPages()
            .AddMvcOptions(options => options.Filters.Add<PageProblems>())
            .AddApplicationPart(typeof(PagesHosting).Assembly); // where tests run the server, the program is not this assembly
        services.AddAntiforgery(options =>
        {
            options.Cookie = new PageCookies { Name = "satchel-form" };
            options.FormFieldName = "form";
            options.SuppressXFrameOptionsHeader = true; // the policy says it
        });
        services.AddOptions<KeyManagementOptions>().Configure<ServerKeys>((options, keys) =>
        {
            options.XmlRepository = new FormKeys(keys);
            options.AutoGenerateKeys = false;
        });
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = MaxFormFields;
            options.ValueLengthLimit = MaxFieldCharacters;
            options.KeyLengthLimit = 100;
        });
    }

    /// <summary>Maps the pages and what they show; before it <see cref="UsePages"/>.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapLinks();
        app.MapPageFiles();
        app.MapRazorPages();
    }

    /// <summary>Adds to every answer of a page what keeps it from being used against its person.</summary>
    public static void UsePages(this WebApplication app) => app.Use(async (HttpContext context, RequestDelegate next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
            headers.CacheControl = "no-cache, no-store"; // as the framework writes it for forms, which it would tell the log otherwise
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = MaxFormBytes;
            }
        }

        await next(context);
    });
}
