using System.Data.Common;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Limits;
using Satchel.Server.Pages.SignIn;
using Satchel.Server.Problems;

namespace Satchel.Server.Notices;

/// <summary>Looks into who asked for a link to sign in by e-mail, after they have been answered: where there is an account, its letter is put down.</summary>
internal sealed partial class MailedLinkSending(
    MailedLinks asked, AccountQueries accounts, RateLimits limits, ServerDatabase database, INoticeQueue notices, ServerSettings settings, TimeProvider time, ILogger<MailedLinkSending> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (string email in asked.Asked.ReadAllAsync(stoppingToken))
            {
                await SendAsync(email, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; who asked at that moment asks again.
        }
    }

    private async Task SendAsync(string email, CancellationToken cancellationToken)
    {
        try
        {
            if (await accounts.FindCredentialAsync(email, cancellationToken) is not { } account)
            {
                return;
            }

            await limits.SpendAsync(RateLimit.MailsOfAddress, email, cancellationToken);
            await database.WriteAsync(transaction => EnqueueAsync(transaction, account.Id), cancellationToken);
        }
        catch (ProblemException)
        {
            // That letter box has had enough for now.
        }
        catch (Exception error) when (error is DbException or TimeoutException or System.Net.Sockets.SocketException)
        {
            LogFailed(logger, error.GetType().Name);
        }
    }

    private async Task<bool> EnqueueAsync(DbTransaction transaction, string account)
    {
        DateTimeOffset now = time.GetUtcNow();
        (string token, DateTimeOffset expiresAt) = await PageLinks.AddAsync(transaction, account, null, now);
        string link = new Uri(settings.Url!, PageLinks.PathOf(token)).ToString();
        await notices.EnqueueAsync(transaction, account, NoticeKind.SignInLink, $"{expiresAt.ToUnixTimeMilliseconds()}-{token[..8]}", new Dictionary<string, string> { ["link"] = link }, now);
        return true;
    }

    [LoggerMessage(5201, LogLevel.Warning, "A link that was asked for by e-mail could not be made: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
