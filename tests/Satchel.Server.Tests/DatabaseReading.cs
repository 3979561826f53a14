using System.Data.Common;
using Dapper;
using Satchel.Server.Database;

namespace Satchel.Server.Tests;

/// <summary>Looks into a server's database.</summary>
internal static class DatabaseReading
{
    public static async Task<long> ReadScalarAsync(this ServerDatabase database, string statement, object? values = null)
    {
        await using DbConnection connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>(statement, values);
    }

    public static async Task<IReadOnlyList<string>> ReadTextsAsync(this ServerDatabase database, string statement, object? values = null)
    {
        await using DbConnection connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        return [.. await connection.QueryAsync<string>(statement, values)];
    }
}
