using System.Net.Mail;

namespace Satchel.Server.Notices;

/// <summary>How letters leave.</summary>
/// <param name="Host">The mail server.</param>
/// <param name="Port">587 mostly.</param>
/// <param name="User">Who the server is there; null without signing in.</param>
/// <param name="Password">The secret that goes with it.</param>
/// <param name="Tls">Whether the connection must turn to TLS (STARTTLS) before anything is said.</param>
/// <param name="From">The sender.</param>
internal sealed record MailSettings(string Host, int Port, string? User, string? Password, bool Tls, MailAddress From)
{
    public override string ToString() => Host;
}
