using System.CommandLine;
using Satchel.Accounts.Messages;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel account</c>: how the account stands.</summary>
internal sealed class AccountCommand : SatchelCommand
{
    private readonly CloudOptions _cloud = new();
    private readonly Option<bool> _events = new("--events") { Description = "what happened to the account, newest first: who signed in, what was added and revoked" };

    private readonly Option<bool> _open = new("--open") { Description = "make a link to the account's pages, good once for five minutes, and open it in the browser" };
    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "with --open: only print the link" };

    public AccountCommand() : base("account", "shows an account on a Satchel cloud: plan, quota, what is used", ExitCode.NotAllowed)
    {
        AddOptions(_events, _open, _noBrowser);
        AddOptions(_cloud.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel account", "satchel account --events", "satchel account --open"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        (CloudAddress address, CloudDevice device) = _cloud.Read(arguments, session);
        using CloudSession cloud = CloudSession.Open((address, device), session);
        bool asJson = arguments.GetValue(Json);
        if (arguments.GetValue(_open))
        {
            PageLinkAnswer link = await cloud.PostAsync("v1/account/links", AccountsJson.Default.PageLinkAnswer, cancellationToken);
            OpenPages(new Uri(address.Server, link.Path), link.ExpiresAt, arguments, session);
            return ExitCode.Done;
        }

        if (arguments.GetValue(_events))
        {
            AccountEventList list = await cloud.GetAsync("v1/account/events", AccountsJson.Default.AccountEventList, cancellationToken);
            WriteEvents(list.Events, asJson, session);
            return ExitCode.Done;
        }

        AccountInfo account = await cloud.GetAsync("v1/account", AccountsJson.Default.AccountInfo, cancellationToken);
        if (asJson)
        {
            WriteJson(account, session.Terminal);
        }
        else
        {
            WriteLines(account, session);
        }

        if (CloudSignIn.WarningOf(account) is { } warning)
        {
            session.Terminal.Warn(warning);
        }

        return ExitCode.Done;
    }

    private void OpenPages(Uri link, DateTimeOffset expiresAt, ParseResult arguments, Session session)
    {
        Terminal terminal = session.Terminal;
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(terminal);
            lines.Write(json =>
            {
                json.WriteString("url", link.AbsoluteUri);
                json.Time("expiresAt", expiresAt);
            });
        }
        else
        {
            terminal.Out.WriteLine(link.AbsoluteUri);
        }

        if (!arguments.GetValue(_noBrowser))
        {
            Browser.Show(link.AbsoluteUri, terminal);
        }
    }

    private static void WriteJson(AccountInfo account, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json =>
        {
            json.WriteString("email", account.Email);
            json.WriteString("account", account.Account);
            json.WriteString("plan", account.Plan);
            json.WriteNumber("quotaBytes", account.QuotaBytes);
            json.WriteNumber("usedBytes", account.UsedBytes);
            json.Time("endsAt", account.EndsAt);
            json.WriteString("state", account.State);
        });
    }

    private static void WriteLines(AccountInfo account, Session session)
    {
        TextWriter output = session.Terminal.Out;
        output.WriteLine(SafeText.OneLine($"{account.Email}  {account.State}  plan {account.Plan}"));
        output.WriteLine($"{Quantity.Bytes(account.UsedBytes)} of {Quantity.Bytes(account.QuotaBytes)} used");
        if (account.EndsAt is { } end)
        {
            output.WriteLine($"the plan ends on {new LocalTime(session.Time).Minute(end)}");
        }
    }

    private static void WriteEvents(IReadOnlyList<AccountEvent> events, bool asJson, Session session)
    {
        if (!asJson)
        {
            var time = new LocalTime(session.Time);
            var table = new TextTable("when", "what", "device");
            foreach (AccountEvent happened in events)
            {
                table.Add(time.Minute(happened.At), happened.Kind, happened.Device is { } device ? BackupOutput.ShortId(device) : "");
            }

            table.Write(session.Terminal.Out);
            return;
        }

        using var lines = new JsonLines(session.Terminal);
        foreach (AccountEvent happened in events)
        {
            lines.Write(json =>
            {
                json.Time("at", happened.At);
                json.WriteString("kind", happened.Kind);
                json.Text("device", happened.Device);
            });
        }
    }
}
