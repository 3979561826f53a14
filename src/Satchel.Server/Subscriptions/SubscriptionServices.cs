using Satchel.Server.Accounts;
using Satchel.Server.Background;
using Satchel.Server.Notices;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Vouchers;

namespace Satchel.Server.Subscriptions;

/// <summary>What plans and orders consist of, for the server and for its operator's commands.</summary>
internal static class SubscriptionServices
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services)
    {
        services.AddSingleton<INoticeQueue, DatabaseNoticeQueue>();
        services.AddSingleton<SubscriptionState>();
        services.AddSingleton<Ledger>();
        services.AddSingleton<Families>();
        services.AddSingleton<AccountErasure>();
        services.AddSingleton<VoucherBook>();
        services.AddSingleton<OrderPlacement>();
        services.AddSingleton<IPaymentProvider, VoucherProvider>();
        services.AddSingleton<PeriodTurns>();
        services.AddSingleton<LadderNotices>();
        services.AddSingleton<DeletionAnnouncements>();
        services.AddSingleton<DeletionBreaker>();
        services.AddSingleton<Deletions>();
        services.AddSingleton<IBackgroundWork, LadderWork>();
        return services;
    }
}
