using Satchel.Server.Administration;
using Satchel.Server.Hosting;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Payments.WeChatPay;

namespace Satchel.Server.Payments;

/// <summary>The providers that the operator has set up, for the server and for its operator's commands.</summary>
internal static class PaymentServices
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Adds them.</summary>
    /// <exception cref="AdministrationException">Something is set up and cannot work.</exception>
    public static IServiceCollection AddProviders(this IServiceCollection services, ServerSettings settings, ServiceSettings others)
    {
        if (settings.Url is null && (others.Stripe is not null || others.WeChatPay is not null))
        {
            throw new AdministrationException("payments are set up, and nobody has said where people reach this server: give --url https://…");
        }

        services.AddSingleton<Renewals>();
        if (others.Stripe is { } stripe)
        {
            services.AddKeyedSingleton(StripeApi.Name, (_, _) => new ProviderHttp(StripeApi.Name, FirstPause));
            services.AddSingleton(stripe);
            services.AddSingleton(provider => new StripeApi(stripe, provider.GetRequiredKeyedService<ProviderHttp>(StripeApi.Name)));
            services.AddSingleton<StripeOrders>();
            services.AddSingleton<StripeEvents>();
            services.AddSingleton<IPaymentProvider, StripeProvider>();
        }

        if (others.WeChatPay is { } weChatPay)
        {
            services.AddKeyedSingleton(WeChatPayApi.Name, (_, _) => new ProviderHttp(WeChatPayApi.Name, FirstPause));
            services.AddSingleton(weChatPay);
            services.AddSingleton(provider => new PlatformKeys(weChatPay, provider.GetRequiredKeyedService<ProviderHttp>(WeChatPayApi.Name), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(provider => new WeChatPayApi(
                weChatPay, provider.GetRequiredKeyedService<ProviderHttp>(WeChatPayApi.Name), provider.GetRequiredService<PlatformKeys>(), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<WeChatPayNotifications>();
            services.AddSingleton<IPaymentProvider, WeChatPayProvider>();
        }

        return services;
    }
}
