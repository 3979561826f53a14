using System.Data.Common;
using Dapper;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Operations;

namespace Satchel.Server.Notices;

/// <summary>Sends the letters of the queue; a row goes when its letter has been sent, or its time has passed.</summary>
internal sealed class LetterSending(ServerDatabase database, NoticeWriter writer, MailSettings settings, ServerMetrics metrics, TimeProvider time, ILogger<SmtpSender> logger) : IBackgroundWork
{
    private const int BatchRows = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(3);

    public string Name => "letters";

    // Somebody is waiting for it: due each time somebody looks.
    public TimeSpan Interval => TimeSpan.Zero;

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var sender = new SmtpSender(settings, logger);
        while (await ReadAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (LetterRow row in batch)
            {
                if (await lease.WriteAsync(transaction => BeginAsync(transaction, row), cancellationToken) && !await SendAsync(sender, lease, row, cancellationToken))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> SendAsync(SmtpSender sender, Lease lease, LetterRow row, CancellationToken cancellationToken)
    {
        MailOutcome outcome = Enum.TryParse(row.Kind, out NoticeKind kind)
            ? await sender.SendAsync(writer.Draft(row.Address, $"l{row.Number}.{row.ExpiresAt}", row.Language, writer.Write(kind, row.Content, row.Language)), cancellationToken)
            : MailOutcome.Refused;
        if (outcome != MailOutcome.TryAgain)
        {
            await lease.WriteAsync(transaction => transaction.Connection!.ExecuteAsync("DELETE FROM letters WHERE number = @Number", new { row.Number }, transaction), cancellationToken);
        }

        metrics.Noticed(outcome switch { MailOutcome.Sent => "sent", MailOutcome.Refused => "given-up", _ => "again" });
        return outcome != MailOutcome.TryAgain;
    }

    private async Task<bool> BeginAsync(DbTransaction transaction, LetterRow row) => await transaction.Connection!.ExecuteAsync(
        "UPDATE letters SET attempts = attempts + 1, next_attempt_at = @next WHERE number = @Number AND attempts = @Attempts",
        new { row.Number, row.Attempts, next = (time.GetUtcNow() + (Pause * (row.Attempts + 1))).ToUnixTimeMilliseconds() },
        transaction) == 1;

    private async Task<IReadOnlyList<LetterRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<LetterRow>(
            "SELECT number, address, kind, language, content, attempts, expires_at FROM letters WHERE next_attempt_at <= @now AND expires_at > @now ORDER BY next_attempt_at, number LIMIT @BatchRows",
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), BatchRows })];
    }

    private sealed class LetterRow
    {
        public long Number { get; init; }

        public string Address { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Language { get; init; } = "";

        public string Content { get; init; } = "";

        public long Attempts { get; init; }

        public long ExpiresAt { get; init; }
    }
}
