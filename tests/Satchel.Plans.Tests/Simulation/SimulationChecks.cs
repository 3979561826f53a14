using Satchel.Server.Notices;
using Satchel.Server.Plans;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>What has to hold at every step, told from the rows of the database and from what truly happened, and not with the server's own rules.</summary>
internal sealed class SimulationChecks(Catalogue catalogue, SimulationClock clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    private readonly Dictionary<string, DateTimeOffset> _trashedAt = [];
    private readonly List<DateTimeOffset> _trashed = [];

    /// <summary>When each notice was truly sent.</summary>
    public Dictionary<(string Account, string Kind, string Key), DateTimeOffset> Sent { get; } = [];

    /// <summary>Until when the operator lets more accounts go than the breaker.</summary>
    public DateTimeOffset AllowedUntil { get; set; }

    /// <summary>What a run of the ladder may have done, and nothing else.</summary>
    public void AfterLadder(IReadOnlyDictionary<string, SimulatedAccount> before, IReadOnlyDictionary<string, SimulatedAccount> after, int accounts, SimulationFigures figures)
    {
        foreach (SimulatedAccount account in before.Values)
        {
            if (!after.TryGetValue(account.Id, out SimulatedAccount? now))
            {
                figures.Erased++;
                Erased(account);
            }
            else if (account.DeletedAt is null && now.DeletedAt is not null)
            {
                figures.Trashed++;
                Trashed(now, accounts);
            }
        }
    }

    /// <summary>Plan, quota and end of each account are what its periods say; nobody who paid is kept out; no time that was bought is lost.</summary>
    public void Agree(IEnumerable<SimulatedAccount> accounts, ILookup<string, SimulatedPeriod> periods)
    {
        long now = clock.Server.ToUnixTimeMilliseconds();
        foreach (SimulatedAccount account in accounts)
        {
            SimulatedPeriod[] all = [.. periods[account.Id]];
            if (all.Length == 0)
            {
                Assert.Equal((catalogue.Free.Id, null), (account.Plan, account.EndsAt));
                continue;
            }

            SimulatedPeriod[] live = [.. all.Where(period => period.End > now && period.End > period.StartsAt)];
            SimulatedPeriod said = live.Length == 0
                ? all.OrderByDescending(period => period.End).ThenByDescending(period => period.StartsAt).First()
                : live.Where(period => period.StartsAt <= now).OrderByDescending(period => period.StartsAt).ThenByDescending(period => period.CreatedAt).FirstOrDefault() ?? live.OrderBy(period => period.StartsAt).First();
            long end = live.Length == 0 ? said.End : live.Max(period => period.End);
            Assert.True(
                (said.Plan, said.QuotaBytes, end == long.MaxValue ? null : (long?)end) == (account.Plan, account.QuotaBytes, account.EndsAt),
                $"{clock.Server:O} ({clock.Skew}): {account.Plan} until {account.EndsAt}, but the periods say\n{string.Join('\n', all.Select(period => period.ToString()))}");
            if (live.Length > 0)
            {
                Assert.Null(account.DeletedAt);
                Assert.Null(account.DeletionAt);
            }

            InARow([.. live.Where(period => period.EndsAt is not null).OrderBy(period => period.StartsAt)]);
        }

        foreach (SimulatedPeriod period in periods.SelectMany(group => group).Where(period => period is { Kind: not "upgrade", Months: > 0 }))
        {
            Assert.True(period.EndsAt - period.StartsAt >= TimeSpan.FromDays((period.Months * 30) - 2).TotalMilliseconds, "a period is shorter than what was bought");
        }
    }

    // A gap costs nobody anything: it comes of what was bought by a clock that was ahead, and the account is open in it.
    private static void InARow(SimulatedPeriod[] live)
    {
        for (int i = 1; i < live.Length; i++)
        {
            Assert.True(live[i].StartsAt >= live[i - 1].End, $"two periods run at once, so one of them is lost\n{string.Join('\n', live.Select(period => period.ToString()))}");
        }
    }

    private void Trashed(SimulatedAccount account, int accounts)
    {
        Assert.Equal((0, 0), (account.Hold, account.Suspended));
        foreach (int days in catalogue.Ladder.AnnounceDeletionDaysBefore)
        {
            Assert.True(
                Sent.TryGetValue((account.Id, nameof(NoticeKind.DeletionAhead), $"{account.DeletionAnnouncedAt}:{days}"), out DateTimeOffset sentAt),
                $"deleted without the warning of {days} days");
            Assert.True(sentAt.AddDays(days) <= clock.True + Tolerance, $"deleted {(clock.True - sentAt).TotalDays:0.0} days after the warning of {days} days");
        }

        Assert.True(Sent.ContainsKey((account.Id, nameof(NoticeKind.ReadOnlyBegan), $"{account.EndsAt}")), "deleted without having been told that it can only be read");
        _trashedAt[account.Id] = clock.True;
        _trashed.Add(clock.True);
        int inADay = _trashed.Count(at => at > clock.True.AddDays(-1));
        Assert.True(inADay <= Math.Max(1, accounts * catalogue.Ladder.BreakerPercent / 100) || clock.True <= AllowedUntil, $"{inADay} accounts deleted in a day");
    }

    private void Erased(SimulatedAccount account)
    {
        Assert.Equal((0, 0), (account.Hold, account.Suspended));
        Assert.NotNull(account.DeletedAt);
        Assert.True(_trashedAt[account.Id].AddDays(catalogue.Ladder.TrashDays) <= clock.True + Tolerance, "erased before its time in the trash was over");
        Assert.True(Sent[(account.Id, nameof(NoticeKind.Deleted), $"{account.DeletionAnnouncedAt}")].AddDays(catalogue.Ladder.TrashDays) <= clock.True + Tolerance, "erased before the time that was told");
    }
}
