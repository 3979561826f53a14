using Dapper;
using Satchel.Server.Database;
using Satchel.Server.Operations;

namespace Satchel.Server.Tests.Operations;

/// <summary>The audit log is one chain, however many add to it at once.</summary>
public sealed class AuditLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Entries_added_at_once_follow_one_another(bool postgreSql)
    {
        const int Entries = 60;
        string folder = Directory.CreateTempSubdirectory("satchel-audit-").FullName;
        string location = postgreSql ? await PostgreSql.NewDatabaseAsync() : Path.Combine(folder, "satchel.db");
        await using (ServerDatabase database = await ServerDatabase.OpenAsync(location, TimeProvider.System, Token))
        {
            await Task.WhenAll(Enumerable.Range(0, Entries).Select(number => Task.Run(() => AddAsync(database, $"number {number}"), Token)));

            await using System.Data.Common.DbConnection connection = await database.OpenAsync(Token);
            Entry[] entries = [.. await connection.QueryAsync<Entry>("SELECT at, actor, action, account, detail, chain FROM audit ORDER BY number")];
            byte[] last = [];
            foreach (Entry entry in entries)
            {
                last = AuditLog.Chain(last, entry.At, entry.Actor, entry.Action, entry.Account, entry.Detail);
                Assert.Equal(last, entry.Chain);
            }

            Assert.Equal(Entries, entries.Select(entry => entry.Detail).Distinct().Count());
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task<bool> AddAsync(ServerDatabase database, string detail) => database.WriteAsync(
        async transaction =>
        {
            await AuditLog.AddAsync(transaction, DateTimeOffset.UnixEpoch, "operator", "account.set", "a", detail);
            return true;
        },
        Token);

    private sealed class Entry
    {
        public long At { get; init; }

        public string Actor { get; init; } = "";

        public string Action { get; init; } = "";

        public string Account { get; init; } = "";

        public string Detail { get; init; } = "";

        public byte[] Chain { get; init; } = [];
    }
}
