using System.Data.Common;
using Dapper;
using Satchel.Server.Blobs;
using Satchel.Server.Database;
using Satchel.Storage;

namespace Satchel.Server.Background;

/// <summary>Deletes from the storage what has lain in the trash for its time, and only then its row; nothing of an account under legal hold.</summary>
internal sealed class TrashEmptying(ServerDatabase database, BlobStorage storage, TimeProvider time) : IBackgroundWork
{
    private const int BatchRows = 100;

    public string Name => "trash";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { Count: > 0 } batch)
        {
            foreach (TrashRow row in batch)
            {
                // Deleting twice does no harm, so a holder that lost its lease here does none either.
                (IBlobStore store, BlobName place) = storage.Locate(row.Vault, row.StorageKey);
                await store.DeleteAsync(place, cancellationToken);
            }

            byte[][] keys = [.. batch.Select(row => row.StorageKey)];
            await lease.WriteAsync(
                async transaction =>
                {
                    foreach (byte[] key in keys)
                    {
                        await transaction.Connection!.ExecuteAsync("DELETE FROM trash WHERE storage_key = @key", new { key }, transaction);
                    }

                    return true;
                },
                cancellationToken);
        }
    }

    private async Task<IReadOnlyList<TrashRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<TrashRow>(
            """
            SELECT storage_key, vault FROM trash t WHERE delete_after <= @now
                AND NOT EXISTS (SELECT 1 FROM vaults v JOIN accounts a ON a.id = v.account WHERE v.id = t.vault AND a.hold <> 0)
            ORDER BY delete_after LIMIT @BatchRows
            """,
            new { now = time.GetUtcNow().ToUnixTimeMilliseconds(), BatchRows })];
    }

    private sealed class TrashRow
    {
        public byte[] StorageKey { get; init; } = [];

        public long Vault { get; init; }
    }
}
