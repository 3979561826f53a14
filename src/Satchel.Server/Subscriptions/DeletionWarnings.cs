using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Notices;
using Satchel.Server.Plans;

namespace Satchel.Server.Subscriptions;

/// <summary>Which of the published warnings an account was given before what it stores is deleted.</summary>
/// <param name="Made">How many were made.</param>
/// <param name="AllSent">Whether each of those reached the mail server.</param>
/// <param name="AnyFailed">Whether one could not be delivered.</param>
/// <param name="LastsUntil">When the time that the warnings promised is over for all of them.</param>
internal sealed record DeletionWarnings(int Made, bool AllSent, bool AnyFailed, long LastsUntil)
{
    private static readonly long DayMilliseconds = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>The key of a warning: the time of the first of its series, and its days.</summary>
    public static string KeyOf(long announcedAt, int days) => string.Create(CultureInfo.InvariantCulture, $"{announcedAt}:{days}");

    /// <summary>The warnings of the series that runs.</summary>
    public static async Task<DeletionWarnings> ReadAsync(DbTransaction transaction, AccountRow account, Ladder ladder)
    {
        int made = 0;
        bool allSent = true;
        bool anyFailed = false;
        long lastsUntil = 0;
        foreach (int days in ladder.AnnounceDeletionDaysBefore)
        {
            (long number, long? sentAt, long failed) = account.DeletionAnnouncedAt is { } announcedAt
                ? await transaction.Connection!.QueryFirstOrDefaultAsync<(long, long?, long)>(
                    "SELECT number, sent_at, failed FROM notices WHERE account = @Id AND kind = @kind AND key = @key",
                    new { account.Id, kind = nameof(NoticeKind.DeletionAhead), key = KeyOf(announcedAt, days) },
                    transaction)
                : default;
            if (number == 0)
            {
                break;
            }

            made++;
            allSent &= sentAt is not null;
            anyFailed |= failed != 0;
            lastsUntil = Math.Max(lastsUntil, (sentAt ?? 0) + (days * DayMilliseconds));
        }

        return new DeletionWarnings(made, allSent, anyFailed, lastsUntil);
    }

    /// <summary>Whether each published warning was sent, and its time is over.</summary>
    public bool AreOver(Ladder ladder, long now) => Made == ladder.AnnounceDeletionDaysBefore.Count && AllSent && LastsUntil <= now;
}
