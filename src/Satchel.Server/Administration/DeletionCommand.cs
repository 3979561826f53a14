using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Satchel.Server.Hosting;
using Satchel.Server.Json;

namespace Satchel.Server.Administration;

/// <summary><c>admin deletion</c>: what is to be deleted of accounts that nobody pays for any more, and letting it through the breaker.</summary>
internal static class DeletionCommand
{
    private static readonly Option<int> Accounts = new("--accounts") { Description = "the most accounts that may go at once, for a day", HelpName = "N", Required = true };

    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output, TimeProvider time)
    {
        var list = new Command("list", "the accounts that are to be deleted, or would be if deletion were on");
        list.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            IReadOnlyList<DeletionPlan> plans = await services.Get<DeletionAdministration>().ListAsync(cancellationToken);
            if (arguments.GetValue(AdminCommand.AsJson))
            {
                foreach (DeletionPlan plan in plans)
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(plan, AdminJson.Default.DeletionPlan));
                }

                return;
            }

            await TextTable.WriteAsync(output, [.. plans.Select(plan => (IReadOnlyList<string>)
                [plan.Email, plan.State, plan.Day.Rfc3339(), string.Create(CultureInfo.InvariantCulture, $"{plan.Warnings} warnings"), string.Create(CultureInfo.InvariantCulture, $"{plan.UsedBytes} bytes")])]);
        }, cancellationToken));

        var allow = new Command("allow", "lets so many accounts go in spite of the breaker, for a day") { Accounts };
        allow.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            int accounts = arguments.GetRequiredValue(Accounts);
            if (accounts < 1)
            {
                throw new AdministrationException("--accounts is 1 or more", isBadUsage: true);
            }

            await services.Get<DeletionAdministration>().AllowAsync(accounts, cancellationToken);
        }, cancellationToken));

        return new Command("deletion", "list, allow") { list, allow };
    }
}
