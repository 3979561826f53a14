using Satchel.Server.Notices;

namespace Satchel.Server.Subscriptions;

/// <summary>What plans and orders consist of, for the server and for its operator's commands.</summary>
internal static class SubscriptionServices
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<INoticeQueue, DatabaseNoticeQueue>();
        services.AddSingleton<SubscriptionState>();
        services.AddSingleton<Ledger>();
        return services;
    }
}
