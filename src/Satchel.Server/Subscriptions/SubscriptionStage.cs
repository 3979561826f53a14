using Satchel.Server.Accounts;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>Where an account stands on the way that docs/plans.md describes, in its words.</summary>
internal static class SubscriptionStage
{
    public const string Free = "free";
    public const string Trial = "trial";
    public const string Active = "active";
    public const string Grace = "grace";
    public const string ReadOnly = "readOnly";
    public const string DeletionAnnounced = "deletionAnnounced";
    public const string Deleted = "deleted";

    /// <summary>The stage of an account.</summary>
    /// <param name="account">The account. Whether it is suspended does not matter here.</param>
    /// <param name="entitlement">What its periods say; null where it has none.</param>
    /// <param name="catalogue">The plans.</param>
    /// <param name="now">The time.</param>
    public static string Of(AccountRow account, Entitlement? entitlement, Catalogue catalogue, DateTimeOffset now) =>
        AccountStandings.Of(suspended: false, account.DeletedAt is not null, account.EndsAt, catalogue.Ladder, now) switch
        {
            AccountStanding.Deleted => Deleted,
            AccountStanding.Grace => Grace,
            AccountStanding.ReadOnly => account.DeletionAt is null ? ReadOnly : DeletionAnnounced,
            _ when entitlement is { IsLive: true, Provider: OrderProviders.Trial } => Trial,
            _ => account.EndsAt is null && account.Plan == catalogue.Free.Id ? Free : Active,
        };
}
