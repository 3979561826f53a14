using System.Data.Common;
using Dapper;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Operations;

namespace Satchel.Server.Notices;

/// <summary>
/// Sends the notices that are due. A try is noted before it is made, so that one which ends with the process is not made again at once;
/// what was sent and could not be noted is sent once more, under the same Message-ID. After five days a notice is given up, and the account shows it.
/// </summary>
internal sealed class NoticeSending(ServerDatabase database, NoticeWriter writer, MailSettings settings, ServerMetrics metrics, TimeProvider time, ILogger<SmtpSender> logger) : IBackgroundWork
{
    private const int BatchRows = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(5);
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    public string Name => "notices";

    // Somebody may be waiting for a link to sign in: due each time somebody looks.
    public TimeSpan Interval => TimeSpan.Zero;

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var sender = new SmtpSender(settings, logger);
        while (await ReadAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (NoticeRow notice in batch)
            {
                if (await lease.WriteAsync(transaction => BeginAsync(transaction, notice), cancellationToken)
                    && await SendAsync(sender, lease, notice, cancellationToken) == MailOutcome.TryAgain)
                {
                    return; // the others would wait as long for the same server; each try of a notice counts
                }
            }
        }
    }

    private async Task<MailOutcome> SendAsync(SmtpSender sender, Lease lease, NoticeRow notice, CancellationToken cancellationToken)
    {
        bool isLate = time.GetUtcNow().ToUnixTimeMilliseconds() - notice.DueAt > (long)Longest.TotalMilliseconds;
        MailOutcome outcome = !Enum.TryParse(notice.Kind, out NoticeKind kind) ? MailOutcome.Refused // of a newer version, which will have sent it
            : isLate && notice.Attempts == 0 ? MailOutcome.Refused // mail was set up days after it mattered
            : await sender.SendAsync(writer.Draft(notice.Email, $"n{notice.Number}.{notice.DueAt}", notice.Language, writer.Write(kind, notice.Content, notice.Language)), cancellationToken);
        bool isGivenUp = outcome == MailOutcome.Refused || (outcome == MailOutcome.TryAgain && isLate);
        if (outcome == MailOutcome.Sent || isGivenUp)
        {
            await lease.WriteAsync(transaction => EndAsync(transaction, notice, kind, outcome == MailOutcome.Sent), cancellationToken);
        }

        metrics.Noticed(outcome == MailOutcome.Sent ? "sent" : isGivenUp ? "given-up" : "again");
        return isGivenUp ? MailOutcome.Refused : outcome;
    }

    private async Task<bool> BeginAsync(DbTransaction transaction, NoticeRow notice)
    {
        TimeSpan pause = Pauses[Math.Min(notice.Attempts, Pauses.Length - 1)];
        return await transaction.Connection!.ExecuteAsync(
            "UPDATE notices SET attempts = attempts + 1, next_attempt_at = @next WHERE number = @Number AND sent_at IS NULL AND failed = 0 AND attempts = @Attempts",
            new { notice.Number, notice.Attempts, next = (time.GetUtcNow() + pause).ToUnixTimeMilliseconds() },
            transaction) == 1;
    }

    private async Task<bool> EndAsync(DbTransaction transaction, NoticeRow notice, NoticeKind kind, bool isSent) => await transaction.Connection!.ExecuteAsync(
        "UPDATE notices SET sent_at = @sentAt, failed = @failed, content = @content WHERE number = @Number",
        new
        {
            notice.Number,
            sentAt = isSent ? time.GetUtcNow().ToUnixTimeMilliseconds() : (long?)null,
            failed = isSent ? 0L : 1L,
            content = kind == NoticeKind.SignInLink ? "{}" : notice.Content, // a link is for its letter alone
        },
        transaction) == 1;

    private async Task<IReadOnlyList<NoticeRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<NoticeRow>(
            $"""
            SELECT {NoticeRow.Columns}, a.email FROM notices n JOIN accounts a ON a.id = n.account
            WHERE n.sent_at IS NULL AND n.failed = 0 AND n.next_attempt_at <= @now ORDER BY n.next_attempt_at, n.number LIMIT @BatchRows
            """,
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), BatchRows })];
    }
}
