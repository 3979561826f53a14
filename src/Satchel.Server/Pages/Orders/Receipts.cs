using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages.Orders;

/// <summary>What belongs on a receipt besides the order.</summary>
internal sealed class Receipts(ServerDatabase database)
{
    /// <summary>What an order bought; null where it bought nothing yet.</summary>
    public async Task<ReceiptPeriod?> FindPeriodAsync(Order order, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<ReceiptPeriod>("SELECT starts_at, ends_at, ended_early_at FROM periods WHERE order_id = @Id", new { order.Id });
    }

    /// <summary>The money of an order, in the order of time.</summary>
    public async Task<IReadOnlyList<ReceiptPayment>> ListPaymentsAsync(Order order, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<ReceiptPayment>(
            "SELECT kind, transaction_id, amount, currency, at, problem FROM payments WHERE order_id = @Id ORDER BY at, kind", new { order.Id })];
    }
}
