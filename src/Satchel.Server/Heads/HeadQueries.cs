using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Database;
using Satchel.Storage;

namespace Satchel.Server.Heads;

/// <summary>The heads of a vault, which lie in the database: comparing and setting is one statement there.</summary>
internal sealed class HeadQueries(ServerDatabase database, TimeProvider time)
{
    /// <summary>The most heads a vault may have: one for each device, with room.</summary>
    public const int MaxHeads = 10_000;

    public async Task<byte[]?> FindAsync(long vault, BlobName name, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<byte[]?>("SELECT content FROM heads WHERE vault = @vault AND name = @name", new { vault, name = name.Value });
    }

    /// <summary>Sets a head whose content has the digest <paramref name="expected"/>, or that is not there (null); false where it is not so.</summary>
    public Task<bool> CompareAndSetAsync(long vault, BlobName name, byte[]? expected, byte[] content, CancellationToken cancellationToken)
    {
        string statement = expected is null
            ? "INSERT INTO heads (vault, name, content, digest, changed_at) SELECT @vault, @name, @content, @digest, @at WHERE (SELECT COUNT(*) FROM heads WHERE vault = @vault) < @MaxHeads ON CONFLICT (vault, name) DO NOTHING"
            : "UPDATE heads SET content = @content, digest = @digest, changed_at = @at WHERE vault = @vault AND name = @name AND digest = @expected";
        var values = new { vault, name = name.Value, content, digest = SHA256.HashData(content), at = time.GetUtcNow().ToUnixTimeMilliseconds(), expected, MaxHeads };
        return database.WriteAsync(async transaction => await transaction.Connection!.ExecuteAsync(statement, values, transaction) == 1, cancellationToken);
    }

    public Task<bool> DeleteAsync(long vault, BlobName name, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync("DELETE FROM heads WHERE vault = @vault AND name = @name", new { vault, name = name.Value }, transaction) == 1,
        cancellationToken);

    /// <summary>At most <paramref name="limit"/> names with a prefix, ascending, after <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(long vault, string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>(
            "SELECT name FROM heads WHERE vault = @vault AND name >= @prefix AND name < @end AND name > @after ORDER BY name LIMIT @limit",
            new { vault, prefix, end = prefix + '~', after, limit })];
    }
}
