using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Limits;
using Satchel.Server.Notices;
using Satchel.Server.Problems;

namespace Satchel.Server.Pages.SignIn;

/// <summary>Makes the links that were asked for by address, where there is an account, and puts them into the outbox.</summary>
internal sealed partial class LinkMailing(
    MailedLinks mailed, ServerDatabase database, RateLimits limits, INoticeQueue notices, ServerSettings settings, TimeProvider time, ILogger<LinkMailing> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (string email in mailed.Asked.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(email, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whoever asked asks again; the others must not wait for it.
                LogFailed(logger, error.GetType().Name);
            }
        }
    }

    private async Task SendAsync(string email, CancellationToken cancellationToken)
    {
        try
        {
            await limits.SpendAsync(RateLimit.MailsOfAddress, email, cancellationToken);
        }
        catch (ProblemException many) when (many.Problem == Problem.TooManyRequests)
        {
            return; // the letters that were sent lie in the box already
        }

        await database.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                if (await connection.ExecuteScalarAsync<string?>("SELECT id FROM accounts WHERE email = @email", new { email }, transaction) is not { } account)
                {
                    return false;
                }

                DateTimeOffset now = time.GetUtcNow();
                (string token, _) = await PageLinks.AddAsync(transaction, account, device: null, now);
                var link = new Uri(settings.Url!, PageLinks.PathOf(token));
                await notices.EnqueueAsync(transaction, account, NoticeKind.SignInLink, $"{Guid.NewGuid():N}", new Dictionary<string, string> { ["link"] = link.AbsoluteUri }, now);
                return true;
            },
            cancellationToken);
    }

    [LoggerMessage(6001, LogLevel.Warning, "A link to sign in could not be made ({Kind})")]
    private static partial void LogFailed(ILogger logger, string kind);
}
