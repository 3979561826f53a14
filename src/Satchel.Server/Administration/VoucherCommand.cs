using System.CommandLine;
using System.Text.Json;
using Satchel.Server.Hosting;
using Satchel.Server.Json;
using Satchel.Server.Payments.Vouchers;
using Satchel.Server.Plans;

namespace Satchel.Server.Administration;

/// <summary><c>admin voucher</c>: codes that pay for a plan.</summary>
internal static class VoucherCommand
{
    private const int DefaultLifeDays = 365;
    private const int MaxLifeDays = 3650;
    private const int MaxMonths = 120;

    private static readonly Option<string> PlanOption = new("--plan") { Description = "the plan it pays for", HelpName = "P", Required = true };
    private static readonly Option<int?> Months = new("--months") { Description = "for how long (default: as the plan is sold)", HelpName = "N" };
    private static readonly Option<int> Count = new("--count") { Description = "how many to make", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Days = new("--days") { Description = "for how many days it can be used", HelpName = "N", DefaultValueFactory = _ => DefaultLifeDays };
    private static readonly Argument<string> Label = new("LABEL") { Description = "what 'voucher list' calls it" };

    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output, TimeProvider time)
    {
        var make = new Command("make", "makes vouchers and prints their codes, which are shown this once") { PlanOption, Months, Count, Days };
        make.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            string id = arguments.GetRequiredValue(PlanOption);
            Plan plan = services.Catalogue.Find(id) is { Months: > 0 } found ? found : throw new AdministrationException($"there is no plan '{id}' that is sold", isBadUsage: true);
            int months = Within(arguments.GetValue(Months) ?? plan.Months, MaxMonths, "--months");
            int count = Within(arguments.GetValue(Count), VoucherBook.MaxMade, "--count");
            DateTimeOffset expiresAt = time.GetUtcNow().AddDays(Within(arguments.GetValue(Days), MaxLifeDays, "--days"));
            foreach ((string code, VoucherRow voucher) in await services.Get<VoucherBook>().MakeAsync(plan, months, count, expiresAt, cancellationToken))
            {
                await output.WriteLineAsync(arguments.GetValue(AdminCommand.AsJson)
                    ? JsonSerializer.Serialize(EntryOf(voucher, time.GetUtcNow()) with { Code = code }, AdminJson.Default.VoucherEntry)
                    : code);
            }
        }, cancellationToken));

        var list = new Command("list", "all vouchers, without their codes");
        list.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            VoucherEntry[] entries = [.. (await services.Get<VoucherBook>().ListAsync(cancellationToken)).Select(voucher => EntryOf(voucher, time.GetUtcNow()))];
            if (arguments.GetValue(AdminCommand.AsJson))
            {
                foreach (VoucherEntry entry in entries)
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(entry, AdminJson.Default.VoucherEntry));
                }

                return;
            }

            await TextTable.WriteAsync(output, [.. entries.Select(entry => (IReadOnlyList<string>)
                [entry.Label, entry.Plan, $"{entry.Months} months", entry.State, $"until {entry.ExpiresAt.Rfc3339()}", entry.Order ?? ""])]);
        }, cancellationToken));

        var @void = new Command("void", "makes a voucher that was not used one that cannot be") { Label };
        @void.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            string label = arguments.GetRequiredValue(Label);
            if (!await services.Get<VoucherBook>().VoidAsync(label, cancellationToken))
            {
                throw new AdministrationException($"there is no voucher '{label}' that was not used");
            }
        }, cancellationToken));

        return new Command("voucher", "make, list, void") { make, list, @void };
    }

    private static int Within(int number, int most, string option) =>
        number >= 1 && number <= most ? number : throw new AdministrationException($"{option} is from 1 to {most}; got {number}", isBadUsage: true);

    private static VoucherEntry EntryOf(VoucherRow voucher, DateTimeOffset now) =>
        new(voucher.Label, voucher.Plan, voucher.Months, voucher.StateAt(now), DateTimeOffset.FromUnixTimeMilliseconds(voucher.ExpiresAt), voucher.OrderId);
}
