using Satchel.Server.Administration;
using Satchel.Server.Background;
using Satchel.Server.Hosting;
using Satchel.Server.Pages.SignIn;

namespace Satchel.Server.Notices;

/// <summary>What writes notices and, where mail is set up, sends them.</summary>
internal static class NoticeServices
{
    /// <summary>Adds it, after the pages, which are told that there is mail.</summary>
    /// <exception cref="AdministrationException">Mail is set up and cannot work.</exception>
    public static IServiceCollection AddNotices(this IServiceCollection services, ServerSettings settings, ServiceSettings others)
    {
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<NoticeHistory>();
        if (others.Mail is not { } mail)
        {
            return services;
        }

        if (settings.Url is null)
        {
            throw new AdministrationException("mail is set up, and nobody has said where people reach this server: give --url https://…");
        }

        if (!settings.Pages)
        {
            throw new AdministrationException("mail is set up and the pages are off: the links of letters lead to pages");
        }

        services.AddSingleton(mail);
        services.AddSingleton<IBackgroundWork, NoticeSending>();
        services.AddSingleton<IBackgroundWork, LetterSending>();
        services.AddSingleton(new MailedLinks { IsOffered = true });
        services.AddHostedService<MailedLinkSending>();
        return services;
    }
}
