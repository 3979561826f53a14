using System.Data.Common;
using System.Globalization;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Operations;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Payments.Vouchers;

/// <summary>The vouchers: made by the operator, each used once. Whoever reads the database cannot use one.</summary>
internal sealed class VoucherBook(ServerDatabase database, Catalogue catalogue, Ledger ledger, TimeProvider time)
{
    /// <summary>The most that are made at once.</summary>
    public const int MaxMade = 10_000;

    private const int LabelDigits = 8;

    /// <summary>Makes vouchers; their codes are told here and never again.</summary>
    public Task<IReadOnlyList<(string Code, VoucherRow Voucher)>> MakeAsync(Plan plan, int months, int count, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                DateTimeOffset now = time.GetUtcNow();
                var made = new List<(string, VoucherRow)>();
                while (made.Count < count)
                {
                    string code = VoucherCode.New();
                    VoucherCode.TryDigest(code, out byte[] digest);
                    var voucher = new VoucherRow
                    {
                        Label = Convert.ToHexStringLower(digest)[..LabelDigits],
                        Plan = plan.Id,
                        Months = months,
                        MadeAt = now.ToUnixTimeMilliseconds(),
                        ExpiresAt = expiresAt.ToUnixTimeMilliseconds(),
                    };
                    int added = await transaction.Connection!.ExecuteAsync(
                        "INSERT INTO vouchers (digest, label, plan, months, made_at, expires_at) VALUES (@digest, @Label, @Plan, @Months, @MadeAt, @ExpiresAt) ON CONFLICT DO NOTHING",
                        new { digest, voucher.Label, voucher.Plan, voucher.Months, voucher.MadeAt, voucher.ExpiresAt },
                        transaction);
                    if (added == 1)
                    {
                        made.Add((code, voucher));
                    }
                }

                string detail = string.Create(CultureInfo.InvariantCulture, $"count {count} plan {plan.Id} months {months}");
                await AuditLog.AddAsync(transaction, now, OrderProviders.Operator, "voucher.make", "", detail);
                return (IReadOnlyList<(string, VoucherRow)>)made;
            },
            cancellationToken);

    /// <summary>All vouchers, newest first.</summary>
    public async Task<IReadOnlyList<VoucherRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<VoucherRow>($"SELECT {VoucherRow.Columns} FROM vouchers ORDER BY made_at DESC, label")];
    }

    /// <summary>Makes a voucher that was not used one that cannot be; false where there is none.</summary>
    public Task<bool> VoidAsync(string label, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            bool voided = await transaction.Connection!.ExecuteAsync("UPDATE vouchers SET void = 1 WHERE label = @label AND order_id IS NULL", new { label }, transaction) == 1;
            if (voided)
            {
                await AuditLog.AddAsync(transaction, time.GetUtcNow(), OrderProviders.Operator, "voucher.void", "", $"voucher {label}");
            }

            return voided;
        },
        cancellationToken);

    /// <summary>Uses a voucher for an account.</summary>
    /// <returns>The order that it paid.</returns>
    /// <exception cref="ProblemException">It is none, was used, or has expired; or what it is for cannot be ordered.</exception>
    public Task<Order> RedeemAsync(string account, string code, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            VoucherRow? voucher = VoucherCode.TryDigest(code, out byte[] digest)
                ? await transaction.Connection!.QueryFirstOrDefaultAsync<VoucherRow?>(
                    // The update makes whoever else uses it at the same moment wait, and then find it used.
                    $"UPDATE vouchers SET void = void WHERE digest = @digest RETURNING {VoucherRow.Columns}", new { digest }, transaction)
                : null;
            if (voucher?.StateAt(now) != "open" || catalogue.Find(voucher.Plan) is not { Months: > 0 } plan)
            {
                // One answer for all of them: nobody learns whether a code ever was one.
                throw new ProblemException(Problem.VoucherRefused);
            }

            Order order = await ledger.GrantVoucherAsync(transaction, account, plan, voucher.Months, voucher.Label, now);
            await transaction.Connection!.ExecuteAsync("UPDATE vouchers SET order_id = @Id WHERE digest = @digest", new { order.Id, digest }, transaction);
            return order;
        },
        cancellationToken);
}
