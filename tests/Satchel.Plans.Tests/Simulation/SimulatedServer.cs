using System.Data.Common;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Background;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;

namespace Satchel.Plans.Tests.Simulation;

/// <summary>The plans' part of a server on a real SQLite file, which can be ended and started at any time.</summary>
internal sealed class SimulatedServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SimulationClock _clock;

    private SimulatedServer(ServerDatabase database, Catalogue catalogue, SimulationClock clock)
    {
        _clock = clock;
        Database = database;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(database);
        services.AddSingleton(catalogue);
        services.AddSingleton(new ServerSettings { DataFolder = "/nonexistent" });
        services.AddSubscriptions();
        _services = services.BuildServiceProvider();
        Catalogue = catalogue;
    }

    public ServerDatabase Database { get; }

    public Catalogue Catalogue { get; }

    public Ledger Ledger => Get<Ledger>();

    public static async Task<SimulatedServer> StartAsync(string file, Catalogue catalogue, SimulationClock clock)
    {
        clock.DieAfter(0);
        return new SimulatedServer(await ServerDatabase.OpenAsync(file, clock, CancellationToken.None), catalogue, clock);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Runs the ladder where it is due.</summary>
    public async Task<bool> RunLadderAsync()
    {
        LadderWork work = _services.GetServices<IBackgroundWork>().OfType<LadderWork>().Single();
        if (await Lease.TryTakeAsync(Database, _clock, work.Name, "simulation", CancellationToken.None) is not { } lease)
        {
            return false;
        }

        await work.RunAsync(lease, CancellationToken.None);
        await lease.ReturnAsync(work.Interval);
        return true;
    }

    public Task<int> ExecuteAsync(string statement, object? values = null) =>
        Database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(statement, values, transaction), durable: false, CancellationToken.None);

    public async Task<T[]> QueryAsync<T>(string statement, object? values = null)
    {
        await using DbConnection connection = await Database.OpenAsync(CancellationToken.None);
        return [.. await connection.QueryAsync<T>(statement, values)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
