namespace Satchel.Server.Accounts;

/// <summary>The rules by which an account's state follows from what the database holds of it.</summary>
internal static class AccountStandings
{
    /// <summary>How long everything goes on working after a plan's end.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    /// <summary>The state of an account at <paramref name="now"/>.</summary>
    public static AccountStanding Of(bool suspended, long? endsAt, DateTimeOffset now)
    {
        if (suspended)
        {
            return AccountStanding.Suspended;
        }

        long at = now.ToUnixTimeMilliseconds();
        return endsAt is not { } end || at < end ? AccountStanding.Active
            : at - end < (long)Grace.TotalMilliseconds ? AccountStanding.Grace
            : AccountStanding.ReadOnly;
    }

    /// <summary>The state as it is written.</summary>
    public static string Name(this AccountStanding state) => state switch
    {
        AccountStanding.Active => "active",
        AccountStanding.Grace => "grace",
        AccountStanding.ReadOnly => "readOnly",
        _ => "suspended",
    };
}
