using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Satchel.Server.Database;

/// <summary>
/// The numbered changes of the tables, one file each below <c>Migrations/&lt;dialect&gt;/</c>, applied in order on
/// start. A change only adds, so that processes of the version before go on working beside those of the new one.
/// </summary>
internal static class Migrations
{
    // Any number that nobody else who shares the PostgreSQL server would take.
    private const long LockNumber = 0x5361746368656C;

    /// <summary>Applies what is missing. Several processes may start at once: one applies, the others wait.</summary>
    public static async Task RunAsync(ServerDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach ((long number, string resource) in List(database.Dialect))
        {
            await database.WriteAsync(transaction => ApplyAsync(database.Dialect, transaction, number, resource, time), cancellationToken);
        }
    }

    /// <summary>The numbers and resources of a dialect's migrations, ascending.</summary>
    internal static IReadOnlyList<(long Number, string Resource)> List(Dialect dialect)
    {
        string folder = dialect == Dialect.Sqlite ? "Migrations/sqlite/" : "Migrations/postgresql/";
        return [.. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (long.Parse(name.AsSpan(folder.Length, 4), CultureInfo.InvariantCulture), name))];
    }

    private static async Task<bool> ApplyAsync(Dialect dialect, DbTransaction transaction, long number, string resource, TimeProvider time)
    {
        DbConnection connection = transaction.Connection!;
        if (dialect == Dialect.PostgreSql)
        {
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@LockNumber)", new { LockNumber }, transaction);
        }

        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS migrations (number BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)", transaction: transaction);
        if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM migrations WHERE number = @number", new { number }, transaction) > 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Read(resource), transaction: transaction);
        await connection.ExecuteAsync(
            "INSERT INTO migrations (number, applied_at) VALUES (@number, @at)",
            new { number, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
            transaction);
        return true;
    }

    private static string Read(string resource)
    {
        using Stream stream = typeof(Migrations).Assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
