using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Satchel.Server.Hosting;
using Satchel.Server.Json;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Administration;

/// <summary><c>admin order</c>: what people ordered, what was paid, and giving it back.</summary>
internal static class OrderCommand
{
    private static readonly Option<string?> Of = new("--account") { Description = "only of that address or account", HelpName = "E" };
    private static readonly Option<bool> Flagged = new("--flagged") { Description = "the payments that fitted no order and were kept instead: wrong amount, paid twice, no such order" };
    private static readonly Argument<string> Id = new("ID") { Description = "the order's id" };
    private static readonly Option<long?> Amount = new("--amount") { Description = "only a part, in the smallest unit of the currency; the plan goes on then", HelpName = "N" };
    private static readonly Option<string> Reason = new("--reason") { Description = "what the provider and the audit log are told", HelpName = "TEXT", DefaultValueFactory = _ => "asked for" };

    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output, TimeProvider time)
    {
        var list = new Command("list", "orders, newest first") { Of, Flagged };
        list.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            OrderAdministration orders = services.Get<OrderAdministration>();
            if (arguments.GetValue(Flagged))
            {
                await WriteAsync(output, arguments, await orders.ListPaymentsAsync(null, cancellationToken));
                return;
            }

            string? account = arguments.GetValue(Of) is { } name ? (await services.Accounts.FindAsync(name, cancellationToken)).Id : null;
            await WriteAsync(output, arguments, await orders.ListAsync(account, cancellationToken));
        }, cancellationToken));

        var show = new Command("show", "one order and its payments") { Id };
        show.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            OrderAdministration orders = services.Get<OrderAdministration>();
            Order order = await orders.FindAsync(arguments.GetRequiredValue(Id), cancellationToken);
            await WriteAsync(output, arguments, [order]);
            await WriteAsync(output, arguments, await orders.ListPaymentsAsync(order.Id, cancellationToken));
        }, cancellationToken));

        var refund = new Command("refund", "gives an order's money back and ends what it bought") { Id, Amount, Reason };
        refund.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            OrderAdministration orders = services.Get<OrderAdministration>();
            Order order = await orders.FindAsync(arguments.GetRequiredValue(Id), cancellationToken);
            await WriteAsync(output, arguments, [await orders.RefundAsync(order, arguments.GetValue(Amount), arguments.GetValue(Reason)!, cancellationToken)]);
        }, cancellationToken));

        return new Command("order", "list, show, refund") { list, show, refund };
    }

    private static async Task WriteAsync(TextWriter output, ParseResult arguments, IReadOnlyList<Order> orders)
    {
        OrderEntry[] entries = [.. orders.Select(order => new OrderEntry(
            order.Id, order.Account, order.Plan, Name(order.Kind), Name(order.State), order.Amount, order.CreditAmount, order.Currency, order.Provider, order.Reference,
            DateTimeOffset.FromUnixTimeMilliseconds(order.CreatedAt), TimeOf(order.PaidAt), TimeOf(order.EndedAt)))];
        if (arguments.GetValue(AdminCommand.AsJson))
        {
            foreach (OrderEntry entry in entries)
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(entry, AdminJson.Default.OrderEntry));
            }

            return;
        }

        await TextTable.WriteAsync(output, [.. entries.Select(entry => (IReadOnlyList<string>)
        [
            entry.Id, entry.Account, entry.CreatedAt.Rfc3339(), entry.Plan, entry.Kind, entry.State, string.Create(CultureInfo.InvariantCulture, $"{entry.Amount} {entry.Currency}"), entry.Provider,
            entry.Reference ?? "",
        ])]);
    }

    private static async Task WriteAsync(TextWriter output, ParseResult arguments, IReadOnlyList<LedgerEntry> payments)
    {
        foreach (LedgerEntry payment in payments)
        {
            DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(payment.At);
            await output.WriteLineAsync(arguments.GetValue(AdminCommand.AsJson)
                ? JsonSerializer.Serialize(
                    new PaymentEntry(payment.Provider, payment.TransactionId, payment.Kind, payment.OrderId, payment.Amount, payment.Currency, at, payment.Problem), AdminJson.Default.PaymentEntry)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{at.Rfc3339()}  {payment.Kind}  {payment.Amount} {payment.Currency}  {payment.Provider} {payment.TransactionId}  {payment.OrderId}{(payment.Problem is { } problem ? "  not applied: " + problem : "")}"));
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static DateTimeOffset? TimeOf(long? at) => at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
