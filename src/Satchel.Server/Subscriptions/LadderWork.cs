using System.Globalization;
using Dapper;
using Satchel.Server.Background;

namespace Satchel.Server.Subscriptions;

/// <summary>
/// What time does to accounts (docs/plans.md): what was bought ahead begins, people are told what ends, and, where the
/// operator has turned that on, what nobody pays for any more is announced, put into the trash, and deleted.
/// </summary>
internal sealed class LadderWork(PeriodTurns turns, LadderNotices ladderNotices, DeletionAnnouncements announcements, Deletions deletions, TimeProvider time) : IBackgroundWork
{
    // A longer time without a run is one in which the server stood, or a clock that jumped.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    // What begins or ends is looked for this far back as well, in case the clock was set back by a little.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    public string Name => "ladder";

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? last = lease.Cursor is { } cursor ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(cursor, CultureInfo.InvariantCulture)) : null;
        if (last is { } before && now - before > LongestPause)
        {
            await PostponeAsync(lease, now - before, cancellationToken);
        }

        // Where the clock was set back, what had begun or ended by the wrong one is looked at again.
        DateTimeOffset since = last is null ? DateTimeOffset.UnixEpoch : (last < now ? last.Value : now) - Overlap;
        await turns.RunAsync(lease, since, until: last > now ? last.Value : now, cancellationToken);
        await ladderNotices.RunAsync(lease, cancellationToken);
        await announcements.RunAsync(lease, cancellationToken);
        await deletions.RunAsync(lease, cancellationToken);
        await lease.MoveAsync(now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    // Days on which nobody watched do not count towards a deletion: neither when the server stood, nor when its clock leapt ahead.
    private async Task PostponeAsync(Lease lease, TimeSpan pause, CancellationToken cancellationToken)
    {
        long by = (long)pause.TotalMilliseconds;
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await lease.WriteAsync(
            async transaction =>
            {
                // The cursor moves in the same transaction: a run that breaks off after this does not postpone twice.
                await transaction.Connection!.ExecuteAsync(
                    "UPDATE accounts SET deletion_at = deletion_at + @by, deleted_at = deleted_at + @by WHERE deletion_at IS NOT NULL OR deleted_at IS NOT NULL", new { by }, transaction);
                return await transaction.Connection!.ExecuteAsync(
                    "UPDATE leases SET cursor = @cursor WHERE name = @Name", new { cursor = now.ToString(CultureInfo.InvariantCulture), lease.Name }, transaction);
            },
            cancellationToken);
    }
}
