using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Blobs;
using Satchel.Server.Hosting;
using Satchel.Server.Json;
using Satchel.Server.Plans;

namespace Satchel.Server.Administration;

/// <summary><c>satchel-server admin</c>: accounts as their operator sees them. The server may run meanwhile.</summary>
internal static class AdminCommand
{
    /// <summary>Whether the results are for programs.</summary>
    public static readonly Option<bool> AsJson = new("--json") { Description = "one JSON object a line", Recursive = true };
    private static readonly Argument<string> Account = new("E") { Description = "an address, or an account's id" };
    private static readonly Option<string?> Quota = new("--quota") { Description = "the most bytes it may store; K, M, G and T are taken", HelpName = "BYTES" };
    private static readonly Option<string?> Ends = new("--ends") { Description = "when its plan ends, or 'never'", HelpName = "RFC3339" };
    private static readonly Option<string?> State = new("--state") { Description = "active or suspended", HelpName = "STATE" };
    private static readonly Option<string?> Plan = new("--plan") { Description = "what its plan is called", HelpName = "P" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "erase it; there is no way back" };
    private static readonly Option<string> Reason = new("--reason") { Description = "why", HelpName = "TEXT", Required = true };
    private static readonly Option<DirectoryInfo> Out = new("--out") { Description = "the folder to make", HelpName = "DIR", Required = true };

    /// <summary>The command and those below it.</summary>
    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output, TimeProvider time)
    {
        var list = new Command("list", "all accounts, a line each");
        list.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            await foreach (AccountRow account in services.Accounts.ListAsync())
            {
                await WriteAsync(output, arguments, account, services.Catalogue, time);
            }
        }, cancellationToken));

        var show = new Command("show", "one account") { Account };
        show.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
            await WriteAsync(output, arguments, await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken), services.Catalogue, time), cancellationToken));

        var set = new Command("set", "changes an account, from the next request on") { Account, Quota, Ends, State, Plan };
        set.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            AccountChange change = ChangeOf(arguments);
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            await WriteAsync(output, arguments, await services.Accounts.ChangeAsync(account, change, cancellationToken), services.Catalogue, time);
        }, cancellationToken));

        var erase = new Command("erase", "erases an account and all it stores") { Account, Yes };
        erase.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            if (!arguments.GetValue(Yes))
            {
                throw new AdministrationException("this erases the account and all it stores, and there is no way back: say --yes", isBadUsage: true);
            }

            await services.Accounts.EraseAsync(account, cancellationToken);
            await WriteAsync(output, arguments, account, services.Catalogue, time);
        }, cancellationToken));

        var undelete = new Command("undelete", "takes an account's blobs back out of the trash") { Account };
        undelete.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            await services.Accounts.UndeleteAsync(account, cancellationToken);
            await WriteAsync(output, arguments, await services.Accounts.FindAsync(account.Id, cancellationToken), services.Catalogue, time);
        }, cancellationToken));

        var export = new Command("export", "writes all that is known of an account into a new folder, its blobs as they are stored") { Account, Out };
        export.SetAction(async (arguments, cancellationToken) =>
        {
            ServerSettings settings = settingsOf(arguments);
            await using AdministrationServices services = await AdministrationServices.OpenAsync(settings, time, cancellationToken);
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            await using BlobStorage storage = BlobStorage.Open(settings.BlobLocation, time);
            await new AccountExport(services.Database, storage, services.Catalogue, time).RunAsync(account, arguments.GetRequiredValue(Out).FullName, cancellationToken);
            await WriteAsync(output, arguments, account, services.Catalogue, time);
            return 0;
        });

        var hold = new Command("hold", "keeps everything of an account from being deleted, whoever asks") { Account, Reason };
        hold.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            await services.Accounts.HoldAsync(account, arguments.GetRequiredValue(Reason), cancellationToken);
            await WriteAsync(output, arguments, account, services.Catalogue, time);
        }, cancellationToken));

        var release = new Command("release", "ends that") { Account };
        release.SetAction((arguments, cancellationToken) => RunAsync(arguments, settingsOf, time, async services =>
        {
            AccountRow account = await services.Accounts.FindAsync(arguments.GetRequiredValue(Account), cancellationToken);
            await services.Accounts.ReleaseAsync(account, cancellationToken);
            await WriteAsync(output, arguments, account, services.Catalogue, time);
        }, cancellationToken));

        return new Command("admin", "accounts, as their operator sees them")
        {
            AsJson,
            new Command("account", "list, show, set, undelete, export, erase, hold, release") { list, show, set, undelete, export, erase, hold, release },
            VoucherCommand.Make(settingsOf, output, time),
            OrderCommand.Make(settingsOf, output, time),
            DeletionCommand.Make(settingsOf, output, time),
            ReportCommand.Make(settingsOf, output, time),
        };
    }

    /// <summary>Runs a command's work on the server's data.</summary>
    public static async Task<int> RunAsync(
        ParseResult arguments, Func<ParseResult, ServerSettings> settingsOf, TimeProvider time, Func<AdministrationServices, Task> work, CancellationToken cancellationToken)
    {
        await using AdministrationServices services = await AdministrationServices.OpenAsync(settingsOf(arguments), time, cancellationToken);
        await work(services);
        return 0;
    }

    private static async Task WriteAsync(TextWriter output, ParseResult arguments, AccountRow account, Catalogue catalogue, TimeProvider time)
    {
        string state = account.StandingAt(time.GetUtcNow(), catalogue.Ladder).Name();
        if (arguments.GetValue(AsJson))
        {
            var info = new AccountInfo(account.Email, account.Id, account.Plan, account.QuotaBytes, account.UsedBytes, state, [], account.Ends);
            await output.WriteLineAsync(JsonSerializer.Serialize(info, AccountsJson.Default.AccountInfo));
            return;
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{account.Email}  {account.Id}  {account.Plan}  {account.UsedBytes} of {account.QuotaBytes} bytes  {state}{(account.Ends is { } ends ? $"  ends {ends.Rfc3339()}" : "")}"));
    }

    private static AccountChange ChangeOf(ParseResult arguments)
    {
        var change = new AccountChange(QuotaOf(arguments.GetValue(Quota)), EndsOf(arguments.GetValue(Ends)), SuspendedOf(arguments.GetValue(State)), PlanOf(arguments.GetValue(Plan)));
        return change is { QuotaBytes: null, Ends: null, Suspended: null, Plan: null }
            ? throw new AdministrationException("give what to change: --quota, --ends, --state or --plan", isBadUsage: true)
            : change;
    }

    private static long? QuotaOf(string? text)
    {
        if (text is null)
        {
            return null;
        }

        int power = text.Length == 0 ? -1 : "KMGT".IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal);
        string digits = power < 0 ? text : text[..^1];
        long unit = 1L << (10 * (power + 1));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= (1L << 60) / unit
            ? number * unit
            : throw new AdministrationException($"--quota takes bytes, such as 2147483648 or 2G; got '{text}'", isBadUsage: true);
    }

    private static PlanEnd? EndsOf(string? text) => text switch
    {
        null => null,
        "never" => new PlanEnd(null),
        _ when text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) => new PlanEnd(at),
        _ => throw new AdministrationException($"--ends takes a time such as 2027-01-31T00:00:00Z, or 'never'; got '{text}'", isBadUsage: true),
    };

    private static bool? SuspendedOf(string? text) => text switch
    {
        null => null,
        "active" => false,
        "suspended" => true,
        _ => throw new AdministrationException($"--state takes active or suspended; got '{text}'", isBadUsage: true),
    };

    private static string? PlanOf(string? text) => text is null || (text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        ? text
        : throw new AdministrationException($"--plan takes 1 to 40 letters, digits, '-' and '_'; got '{text}'", isBadUsage: true);
}
