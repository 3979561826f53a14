using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Administration;

/// <summary>What the operator's commands work with: the same database and the same rules as the servers, which may run meanwhile.</summary>
internal sealed class AdministrationServices : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private AdministrationServices(ServerSettings settings, ServerDatabase database, Catalogue catalogue, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(settings);
        services.AddSingleton(time);
        services.AddSingleton(_ => database);
        services.AddSingleton(catalogue);
        services.AddSubscriptions();
        services.AddProviders(settings, ServiceSettings.Load(settings));
        services.AddSingleton<AccountAdministration>();
        services.AddSingleton<OrderAdministration>();
        services.AddSingleton<DeletionAdministration>();
        services.AddSingleton<AdminReport>();
        _services = services.BuildServiceProvider();
        Database = database;
        Catalogue = catalogue;
    }

    public ServerDatabase Database { get; }

    public Catalogue Catalogue { get; }

    public AccountAdministration Accounts => Get<AccountAdministration>();

    /// <exception cref="AdministrationException">There is no server's data.</exception>
    public static async Task<AdministrationServices> OpenAsync(ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        Catalogue catalogue = Catalogue.Load(settings);
        ServerDatabase database = settings.Database is null && !File.Exists(settings.DatabaseLocation)
            ? throw new AdministrationException($"there is no server's data in {settings.DataFolder}; give --data, and --database where PostgreSQL is used")
            : await ServerDatabase.OpenAsync(settings.DatabaseLocation, time, cancellationToken);
        return new AdministrationServices(settings, database, catalogue, time);
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Get<ServerDatabase>(); // what was made by a factory is disposed of once it has been asked for
        await _services.DisposeAsync();
    }
}
