using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Vaults;

/// <summary>The vaults of an account. Every statement names the account, so another's vault is one that is not there.</summary>
internal sealed class VaultQueries(ServerDatabase database, TimeProvider time)
{
    /// <summary>The most vaults an account may have.</summary>
    public const int MaxVaults = 1000;

    private const int MaxNameLength = 63;

    /// <summary>Whether <paramref name="name"/> could be a vault's: <c>[a-z0-9][a-z0-9._-]{0,62}</c>.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && (char.IsAsciiLetterLower(name[0]) || char.IsAsciiDigit(name[0]))
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    /// <summary>The number of a vault.</summary>
    /// <exception cref="ProblemException">The account has none of that name.</exception>
    public async Task<long> FindAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        caller.RequireStored();
        if (!IsName(name))
        {
            throw new ProblemException(Problem.VaultNotFound);
        }

        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>("SELECT id FROM vaults WHERE account = @account AND name = @name", new { account = caller.Account, name })
            ?? throw new ProblemException(Problem.VaultNotFound);
    }

    /// <summary>Makes a vault; false where it was there.</summary>
    public Task<bool> MakeAsync(Caller caller, string name, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM vaults WHERE account = @account AND name = @name", new { account = caller.Account, name }, transaction) > 0)
            {
                return false;
            }

            caller.RequireWriting();
            if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM vaults WHERE account = @account", new { account = caller.Account }, transaction) >= MaxVaults)
            {
                throw new ProblemException(Problem.QuotaExceeded, $"an account has at most {MaxVaults} vaults");
            }

            // A random number rather than the next one: it says nothing of how many there are, and rows of one server move to another as they are.
            long id = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
            return await connection.ExecuteAsync(
                "INSERT INTO vaults (id, account, name, created_at) VALUES (@id, @account, @name, @at) ON CONFLICT (account, name) DO NOTHING",
                new { id, account = caller.Account, name, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                transaction) == 1;
        },
        cancellationToken);

    /// <summary>The vaults of an account, by name.</summary>
    public async Task<IReadOnlyList<(string Name, long CreatedAt)>> ListAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.RequireStored();
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, long)>("SELECT name, created_at FROM vaults WHERE account = @account ORDER BY name", new { account = caller.Account })];
    }

    /// <summary>What each vault of an account holds in bytes, the largest first.</summary>
    public async Task<IReadOnlyList<(string Name, long Bytes)>> MeasureAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<(string, long)>(
            """
            SELECT v.name, CAST(COALESCE(SUM(b.bytes), 0) AS BIGINT) AS bytes FROM vaults v LEFT JOIN blobs b ON b.vault = v.id
            WHERE v.account = @account GROUP BY v.name ORDER BY bytes DESC, v.name
            """,
            new { account })];
    }
}
