using Satchel.Server.Plans;

namespace Satchel.Server.Accounts;

/// <summary>The rules by which an account's state follows from what the database holds of it, and from the catalogue's ladder.</summary>
internal static class AccountStandings
{
    /// <summary>The state of an account at <paramref name="now"/>.</summary>
    public static AccountStanding Of(bool suspended, bool deleted, long? endsAt, Ladder ladder, DateTimeOffset now)
    {
        if (suspended)
        {
            return AccountStanding.Suspended;
        }

        if (deleted)
        {
            return AccountStanding.Deleted;
        }

        return endsAt is not { } end || now.ToUnixTimeMilliseconds() < end ? AccountStanding.Active
            : now < ladder.ReadOnlyFrom(DateTimeOffset.FromUnixTimeMilliseconds(end)) ? AccountStanding.Grace
            : AccountStanding.ReadOnly;
    }

    /// <summary>The state as it is written.</summary>
    public static string Name(this AccountStanding state) => state switch
    {
        AccountStanding.Active => "active",
        AccountStanding.Grace => "grace",
        AccountStanding.ReadOnly => "readOnly",
        AccountStanding.Deleted => "deleted",
        _ => "suspended",
    };
}
