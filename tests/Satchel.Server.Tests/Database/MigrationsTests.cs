using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Tests.Database;

public sealed class MigrationsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Both_dialects_have_the_same_migrations_numbered_without_gaps()
    {
        long[] numbers = [.. Migrations.List(Dialect.Sqlite).Select(migration => migration.Number)];

        Assert.Equal(numbers, Migrations.List(Dialect.PostgreSql).Select(migration => migration.Number));
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(number => (long)number), numbers);
    }

    [Fact]
    public async Task Servers_that_start_at_once_migrate_once()
    {
        string address = await PostgreSql.NewDatabaseAsync();

        ServerDatabase[] opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ServerDatabase.OpenAsync(address, TimeProvider.System, Token)));

        await using (System.Data.Common.DbConnection connection = await opened[0].OpenAsync(Token))
        {
            Assert.Equal(Migrations.List(Dialect.PostgreSql).Count, await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM migrations"));
        }

        foreach (ServerDatabase database in opened)
        {
            await database.DisposeAsync();
        }
    }
}
