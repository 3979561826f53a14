using System.Data.Common;
using Dapper;
using Satchel.Server.Database;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>Which blobs a vault has. Their bytes lie in the storage; a blob is there once its row is.</summary>
internal sealed class BlobQueries(ServerDatabase database, TimeProvider time)
{
    /// <summary>How long a deleted blob stays in the trash.</summary>
    public static readonly TimeSpan TrashLife = TimeSpan.FromDays(30);

    private const string Columns = "name, storage_key, bytes, digest, stored_at";

    public async Task<BlobRow?> FindAsync(long vault, BlobName name, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.QueryFirstOrDefaultAsync<BlobRow>($"SELECT {Columns} FROM blobs WHERE vault = @vault AND name = @name", new { vault, name = name.Value });
    }

    /// <summary>At most <paramref name="limit"/> blobs with a prefix, by name, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<BlobRow>> ListAsync(long vault, string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<BlobRow>(
            $"SELECT {Columns} FROM blobs WHERE vault = @vault AND name >= @prefix AND name < @end AND name > @after ORDER BY name LIMIT @limit",
            new { vault, prefix, end = prefix + '~', after, limit })]; // '~' comes after every character of a name
    }

    /// <summary>Those of <paramref name="names"/> that are there.</summary>
    public async Task<IReadOnlyList<BlobRow>> FindAsync(long vault, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. database.Dialect == Dialect.PostgreSql
            ? await connection.QueryAsync<BlobRow>($"SELECT {Columns} FROM blobs WHERE vault = @vault AND name = ANY(@names)", new { vault, names = names.ToArray() })
            : await connection.QueryAsync<BlobRow>($"SELECT {Columns} FROM blobs WHERE vault = @vault AND name IN @names", new { vault, names })];
    }

    /// <summary>Takes a blob out of the vault and its bytes off the account, into the trash; false where there is none.</summary>
    public Task<bool> TrashAsync(string account, long vault, BlobName name, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            BlobRow? blob = await connection.QueryFirstOrDefaultAsync<BlobRow>(
                $"DELETE FROM blobs WHERE vault = @vault AND name = @name RETURNING {Columns}", new { vault, name = name.Value }, transaction);
            if (blob is null)
            {
                return false;
            }

            await connection.ExecuteAsync(
                "INSERT INTO trash (storage_key, vault, name, bytes, digest, delete_after) VALUES (@StorageKey, @vault, @Name, @Bytes, @Digest, @deleteAfter)",
                new { blob.StorageKey, vault, blob.Name, blob.Bytes, blob.Digest, deleteAfter = (time.GetUtcNow() + TrashLife).ToUnixTimeMilliseconds() },
                transaction);
            await connection.ExecuteAsync("UPDATE accounts SET used_bytes = used_bytes - @Bytes WHERE id = @account", new { blob.Bytes, account }, transaction);
            return true;
        },
        cancellationToken);
}
