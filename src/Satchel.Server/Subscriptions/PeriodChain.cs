namespace Satchel.Server.Subscriptions;

/// <summary>
/// The periods of one account, and the rules about them: what runs, what the rest of it is worth, where the next one goes.
/// Nothing here reads a clock or a database.
/// </summary>
internal sealed class PeriodChain(IReadOnlyList<Period> periods)
{
    private static readonly long DayMilliseconds = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    /// <summary>All periods there ever were.</summary>
    public IReadOnlyList<Period> All { get; } = periods;

    /// <summary>The period that ended last or ends last; of several, the one that was ordered last. Null where there never was one.</summary>
    public Period? Last => All.MaxBy(period => (period.End ?? long.MaxValue, period.CreatedAt, period.StartsAt));

    /// <summary>What the account has at <paramref name="now"/>; null where it never had anything.</summary>
    public Entitlement? At(long now)
    {
        Period[] live = [.. All.Where(period => period.IsLiveAt(now))];
        if (live.Length == 0)
        {
            return Last is { } last
                ? new Entitlement(last.Plan, last.QuotaBytes, last.People, last.End, last.Provider, IsLive: false)
                : null;
        }

        // Where all of it is still to come, as after a clock that was wrong, the first of it counts already.
        Period current = live.Where(period => period.StartsAt <= now).MaxBy(period => (period.StartsAt, period.CreatedAt)) ?? live.MinBy(period => period.StartsAt)!;
        long? end = live.Any(period => period.End is null) ? null : live.Max(period => period.End);

        // Somebody who tries a plan and has bought one already is not trying it.
        string provider = current.Provider == OrderProviders.Trial ? live.FirstOrDefault(period => period.Provider != OrderProviders.Trial)?.Provider ?? current.Provider : current.Provider;
        return new Entitlement(current.Plan, current.QuotaBytes, current.People, end, provider, IsLive: true);
    }

    /// <summary>Whether a plan of that quota, bought now, takes the place of what runs instead of being added to it.</summary>
    public bool IsUpgrade(long quotaBytes, long now) => Replaced(quotaBytes, now).Count > 0;

    /// <summary>What the rest of the periods that an upgrade to that quota replaces is worth at <paramref name="at"/>, the day that runs included.</summary>
    public long CreditFor(long quotaBytes, string currency, long at, long now) => Replaced(quotaBytes, now).Where(period => period.Currency == currency).Sum(period => CreditOf(period, at));

    /// <summary>The periods that an upgrade to that quota replaces.</summary>
    public IReadOnlyList<Period> Replaced(long quotaBytes, long now) => [.. Limited(now).Where(period => period.QuotaBytes < quotaBytes)];

    /// <summary>Where an order's period goes.</summary>
    /// <param name="order">The order, which is paid.</param>
    /// <param name="now">The time at which that is known.</param>
    public (long StartsAt, long EndsAt) Place(Order order, long now)
    {
        IReadOnlyList<Period> replaced = order.Kind == OrderKind.Upgrade ? Replaced(order.QuotaBytes, now) : [];
        long start = Math.Max(now, Limited(now).Except(replaced).Max(period => period.End) ?? now);
        long full = After(start, order.Months) - start;

        // Of the credit, what is still there: two upgrades that were paid both cannot both have the same rest.
        long credit = order.Kind == OrderKind.Upgrade ? Math.Min(order.CreditAmount, CreditFor(order.QuotaBytes, order.Currency, order.CreatedAt, now)) : 0;
        long value = (order.Provider == OrderProviders.Voucher ? order.Price : order.Amount) + credit;
        long length = order.Price == 0 || value == order.Price ? full : (long)((Int128)full * value / order.Price);
        return (start, start + Math.Max(length, DayMilliseconds));
    }

    /// <summary>Where the periods that are to come go once something before them has ended early: nobody waits in a gap for what was bought.</summary>
    public IEnumerable<(Period Period, long StartsAt, long EndsAt)> CloseGaps(long now)
    {
        long end = Limited(now).Where(period => period.StartsAt <= now).Max(period => period.End) ?? now;
        foreach (Period period in Limited(now).Where(period => period.StartsAt > now).OrderBy(period => period.StartsAt))
        {
            long start = Math.Min(period.StartsAt, end);
            long length = period.EndsAt!.Value - period.StartsAt;
            if (start < period.StartsAt)
            {
                yield return (period, start, start + length);
            }

            end = Math.Max(end, start + length);
        }
    }

    /// <summary>Some months after a time, by the calendar.</summary>
    public static long After(long time, long months) => DateTimeOffset.FromUnixTimeMilliseconds(time).AddMonths((int)months).ToUnixTimeMilliseconds();

    private IEnumerable<Period> Limited(long now) => All.Where(period => period.IsLiveAt(now) && period.EndsAt is not null);

    private static long CreditOf(Period period, long at)
    {
        long total = period.EndsAt!.Value - period.StartsAt;
        long rest = Math.Clamp(period.EndsAt.Value - at, 0, total);
        long restDays = (rest + DayMilliseconds - 1) / DayMilliseconds;
        long totalDays = (total + DayMilliseconds - 1) / DayMilliseconds;
        return totalDays == 0 ? 0 : (long)((Int128)period.Price * restDays / totalDays);
    }
}
