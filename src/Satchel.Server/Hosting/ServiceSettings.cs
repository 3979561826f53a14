using Satchel.Server.Notices;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Payments.WeChatPay;

namespace Satchel.Server.Hosting;

/// <summary>The services of others that the operator has set up, with their secrets; each may be missing.</summary>
internal sealed record ServiceSettings(StripeSettings? Stripe, WeChatPaySettings? WeChatPay, MailSettings? Mail)
{
    /// <summary>Nothing is set up: vouchers, and no mail.</summary>
    public static readonly ServiceSettings None = new(null, null, null);

    /// <summary>What a server has, from its file and the environment.</summary>
    /// <exception cref="Administration.AdministrationException">Something is missing or wrong; the sentence says what.</exception>
    public static ServiceSettings Load(ServerSettings settings) => settings.Services ?? new ServiceSettingsReader(settings.Payments, Environment.GetEnvironmentVariable).Read();
}
