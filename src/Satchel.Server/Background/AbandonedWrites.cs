using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Background;

/// <summary>
/// Takes back the reservations of writes that nobody will confirm any more, as a server that died leaves them. From that
/// moment the write cannot be confirmed; what it may have stored goes by way of the trash, a day later, when whoever
/// was stalled in the middle of it has long ended.
/// </summary>
internal sealed class AbandonedWrites(ServerDatabase database, TimeProvider time) : IBackgroundWork
{
    private const int BatchRows = 100;

    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);
    private static readonly TimeSpan Delay = TimeSpan.FromDays(1);

    public string Name => "abandoned-writes";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (ReservationRow row in batch)
            {
                await lease.WriteAsync(transaction => GiveUpAsync(transaction, row), cancellationToken);
            }
        }
    }

    private async Task<bool> GiveUpAsync(DbTransaction transaction, ReservationRow row)
    {
        DbConnection connection = transaction.Connection!;
        if (await connection.ExecuteAsync("DELETE FROM reservations WHERE storage_key = @StorageKey", new { row.StorageKey }, transaction) == 0)
        {
            return false;
        }

        await connection.ExecuteAsync("UPDATE accounts SET reserved_bytes = reserved_bytes - @Bytes WHERE id = @Account", new { row.Bytes, row.Account }, transaction);
        await connection.ExecuteAsync(
            "INSERT INTO trash (storage_key, vault, name, bytes, digest, delete_after) VALUES (@StorageKey, @Vault, '', @Bytes, @digest, @deleteAfter)",
            new { row.StorageKey, row.Vault, row.Bytes, digest = new byte[SHA256.HashSizeInBytes], deleteAfter = (time.GetUtcNow() + Delay).ToUnixTimeMilliseconds() },
            transaction);
        return true;
    }

    private async Task<IReadOnlyList<ReservationRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<ReservationRow>(
            "SELECT storage_key, account, vault, bytes FROM reservations WHERE started_at <= @before ORDER BY started_at LIMIT @BatchRows",
            new { before = (time.GetUtcNow() - LongestWrite).ToUnixTimeMilliseconds(), BatchRows })];
    }

    private sealed class ReservationRow
    {
        public byte[] StorageKey { get; init; } = [];

        public string Account { get; init; } = "";

        public long Vault { get; init; }

        public long Bytes { get; init; }
    }
}
