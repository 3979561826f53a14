using Satchel.Chats.WhatsApp.Ios;

namespace Satchel.Chats.Apple;

/// <summary>The apps that are looked for in iPhone backups. A new one is a line here.</summary>
internal static class IosApps
{
    /// <summary>WhatsApp.</summary>
    public static IosApp WhatsApp { get; } = OfWhatsApp("net.whatsapp.WhatsApp", null);

    /// <summary>WhatsApp Business.</summary>
    public static IosApp WhatsAppBusiness { get; } = OfWhatsApp("net.whatsapp.WhatsAppSMB", "business");

    /// <summary>WeChat.</summary>
    public static IosApp WeChat { get; } = new(
        "wechat", null, "com.tencent.xin", ["AppDomain-com.tencent.xin", "AppDomainGroup-group.com.tencent.xin"], ["AppDomainPlugin-com.tencent.xin."], _ => DatabaseRole.Other);

    /// <summary>Every app.</summary>
    public static IReadOnlyList<IosApp> All { get; } = [WhatsApp, WhatsAppBusiness, WeChat];

    private static IosApp OfWhatsApp(string bundle, string? edition) => new(
        "whatsapp", edition, bundle, [$"AppDomainGroup-group.{bundle}.shared", $"AppDomain-{bundle}"], [$"AppDomainGroup-group.{bundle}.", $"AppDomainPlugin-{bundle}."], IosNames.RoleOf)
    {
        OwnerOf = RegisteredOwner.OfFiles,
    };
}
