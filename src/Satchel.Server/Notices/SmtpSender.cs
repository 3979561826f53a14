using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Satchel.Server.Notices;

/// <summary>Hands letters to a mail server by SMTP, over STARTTLS unless the operator said otherwise.</summary>
internal sealed partial class SmtpSender(MailSettings settings, ILogger<SmtpSender> logger) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly SmtpClient _client = new(settings.Host, settings.Port)
    {
        EnableSsl = settings.Tls,
        UseDefaultCredentials = false,
        Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
    };

    /// <summary>Sends a letter; one after the other.</summary>
    public async Task<MailOutcome> SendAsync(MailMessageDraft draft, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Longest);
        using MailMessage message = Write(draft);
        try
        {
            await _client.SendMailAsync(message, timeout.Token);
            return MailOutcome.Sent;
        }
        catch (SmtpFailedRecipientException error)
        {
            LogFailed(logger, error.StatusCode.ToString());
            return (int)error.StatusCode >= 550 ? MailOutcome.Refused : MailOutcome.TryAgain;
        }
        catch (SmtpException error)
        {
            LogFailed(logger, error.InnerException is { } inner ? $"{error.StatusCode}, {inner.GetType().Name}" : error.StatusCode.ToString());
            return MailOutcome.TryAgain;
        }
        catch (Exception error) when (error is IOException or SocketException or AuthenticationException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(logger, error.GetType().Name);
            return MailOutcome.TryAgain;
        }
    }

    public void Dispose() => _client.Dispose();

    private MailMessage Write(MailMessageDraft draft)
    {
        var message = new MailMessage
        {
            From = settings.From,
            Subject = draft.Subject,
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = draft.Text,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.To.Add(new MailAddress(draft.To));
        message.Headers.Add("Message-ID", $"<{draft.Id}@{settings.From.Host}>");
        message.Headers.Add("Content-Language", draft.Language);
        message.Headers.Add("Auto-Submitted", "auto-generated"); // so that out-of-office notes are not sent back
        var html = AlternateView.CreateAlternateViewFromString(draft.Html, Encoding.UTF8, MediaTypeNames.Text.Html);
        html.TransferEncoding = TransferEncoding.Base64;
        message.AlternateViews.Add(html);
        return message;
    }

    // The server's own words may hold the address, and stay out of the log.
    [LoggerMessage(5001, LogLevel.Warning, "The mail server did not take a letter: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
