using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Blobs;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Operations;
using Satchel.Storage;

namespace Satchel.Server.Background;

/// <summary>
/// Reads every blob back and compares its digest, a share of all bytes each hour, so that a month sees all of them.
/// What is missing or wrong is noted in the table of damage, in the metrics and in the log.
/// </summary>
internal sealed partial class Scrub(ServerDatabase database, BlobStorage storage, INoticeQueue notices, ServerMetrics metrics, TimeProvider time, ILogger<Scrub> logger) : IBackgroundWork
{
    private const int PageRows = 50;
    private const long LeastBytesEachRun = 64L * 1024 * 1024;
    private const int RunsEachMonth = 30 * 24;

    // Of a disk that is gone, a few blobs in the log tell as much as all of them; the table has the others.
    private const int MostLogged = 20;

    public string Name => "scrub";

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        long budget = Math.Max(LeastBytesEachRun, await TotalBytesAsync(cancellationToken) / RunsEachMonth);
        for (int found = 0; budget > 0;)
        {
            IReadOnlyList<ScrubRow> page = await ReadAsync(lease.Cursor, cancellationToken);
            var damaged = new List<(ScrubRow Blob, string Problem)>();
            foreach (ScrubRow blob in page)
            {
                if (await ExamineAsync(blob, cancellationToken) is { } problem)
                {
                    damaged.Add((blob, problem));
                }

                budget -= blob.Bytes;
            }

            foreach ((ScrubRow blob, string problem) in damaged)
            {
                await NoteAsync(lease, blob, problem, isLogged: ++found <= MostLogged, cancellationToken);
            }

            await lease.MoveAsync(page.Count < PageRows ? null : $"{page[^1].Vault:x16} {page[^1].Name}", cancellationToken);
            if (page.Count < PageRows)
            {
                return;
            }
        }
    }

    private async Task<string?> ExamineAsync(ScrubRow blob, CancellationToken cancellationToken)
    {
        (IBlobStore store, BlobName place) = storage.Locate(blob.Vault, blob.StorageKey);
        try
        {
            byte[] content = await store.ReadAllAsync(place, BlobLimits.MaxBlobBytes, cancellationToken);
            metrics.Scrubbed(content.Length);
            return SHA256.HashData(content).AsSpan().SequenceEqual(blob.Digest) ? null : "digest";
        }
        catch (StorageException error) when (error.Problem is StorageProblem.NotFound or StorageProblem.WrongLength or StorageProblem.Failed)
        {
            return error.Problem == StorageProblem.NotFound ? "missing" : "unreadable";
        }
    }

    // A blob that was deleted while it was looked at is not damaged.
    private async Task NoteAsync(Lease lease, ScrubRow blob, string problem, bool isLogged, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        bool noted = await lease.WriteAsync(
            async transaction =>
            {
                DbConnection connection = transaction.Connection!;
                bool isThere = await connection.ExecuteAsync(
                    """
                    INSERT INTO damage (vault, name, found_at, problem)
                    SELECT @Vault, @Name, @at, @problem WHERE EXISTS (SELECT 1 FROM blobs WHERE vault = @Vault AND name = @Name AND storage_key = @StorageKey)
                    ON CONFLICT (vault, name) DO UPDATE SET found_at = @at, problem = @problem
                    """,
                    new { blob.Vault, blob.Name, blob.StorageKey, problem, at = now.ToUnixTimeMilliseconds() },
                    transaction) == 1;
                if (isThere && await connection.ExecuteScalarAsync<string?>("SELECT account FROM vaults WHERE id = @Vault", new { blob.Vault }, transaction) is { } account)
                {
                    // One letter a month, however much was found: the scrub takes as long to see everything.
                    await notices.EnqueueAsync(transaction, account, NoticeKind.StorageDamaged, now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture), null, now);
                }

                return isThere;
            },
            cancellationToken);
        if (noted)
        {
            metrics.FoundDamage();
            if (isLogged)
            {
                LogDamage(logger, blob.Vault, Convert.ToHexStringLower(blob.StorageKey), problem);
            }
        }
    }

    private async Task<long> TotalBytesAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT CAST(COALESCE(SUM(used_bytes), 0) AS BIGINT) FROM accounts");
    }

    private async Task<IReadOnlyList<ScrubRow>> ReadAsync(string? cursor, CancellationToken cancellationToken)
    {
        long vault = cursor is null ? -1 : long.Parse(cursor.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        string name = cursor is null ? "" : cursor[17..];
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<ScrubRow>(
            "SELECT vault, name, storage_key, bytes, digest FROM blobs WHERE (vault, name) > (@vault, @name) ORDER BY vault, name LIMIT @PageRows", new { vault, name, PageRows })];
    }

    [LoggerMessage(3101, LogLevel.Critical, "A stored blob is damaged ({Problem}): vault {Vault:x16}, storage key {StorageKey}")]
    private static partial void LogDamage(ILogger logger, long vault, string storageKey, string problem);

    private sealed class ScrubRow
    {
        public long Vault { get; init; }

        public string Name { get; init; } = "";

        public byte[] StorageKey { get; init; } = [];

        public long Bytes { get; init; }

        public byte[] Digest { get; init; } = [];
    }
}
