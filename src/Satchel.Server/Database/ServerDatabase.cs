using System.Data.Common;
using Dapper;
using Npgsql;

namespace Satchel.Server.Database;

/// <summary>
/// Everything the server knows but the blobs' bytes: one database, SQLite or PostgreSQL. No process keeps state of
/// its own, so that any number of them may share it.
/// </summary>
internal sealed class ServerDatabase : IAsyncDisposable
{
    private readonly DbDataSource _source;

    // SQLite lets one write at a time; null where the database has a better way.
    private readonly GroupedWrites? _grouped;

    static ServerDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private ServerDatabase(Dialect dialect, DbDataSource source)
    {
        Dialect = dialect;
        _source = source;
        _grouped = dialect == Dialect.Sqlite ? new GroupedWrites(source) : null;
    }

    public Dialect Dialect { get; }

    /// <summary>Opens the database and brings its tables up to date.</summary>
    /// <param name="location">The path of a SQLite file, or what Npgsql connects with: <c>Host=…</c>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    public static async Task<ServerDatabase> OpenAsync(string location, TimeProvider time, CancellationToken cancellationToken)
    {
        ServerDatabase database = IsPostgreSql(location)
            ? new ServerDatabase(Dialect.PostgreSql, NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(location) { ApplicationName = "satchel-server", MaxAutoPrepare = 100 }))
            : new ServerDatabase(Dialect.Sqlite, new SqliteDataSource(location));
        try
        {
            await Migrations.RunAsync(database, time, cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether a location is PostgreSQL's: it has a key and a value, as no sensible path does.</summary>
    public static bool IsPostgreSql(string location) => location.StartsWith("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>A connection for reading, or for one statement.</summary>
    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs <paramref name="work"/> in one transaction, and waits until the disk has what it did.</summary>
    public Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancellationToken) => WriteAsync(work, durable: true, cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction, in SQLite perhaps with others' (<see cref="GroupedWrites"/>). Without <paramref name="durable"/> a crash of the machine may
    /// undo it, but never in part, and never while something later stays.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, bool durable, CancellationToken cancellationToken)
    {
        if (_grouped is not null)
        {
            return await _grouped.RunAsync(work, durable, cancellationToken);
        }

        await using DbConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!durable)
        {
            await connection.ExecuteAsync("SET LOCAL synchronous_commit = off", transaction: transaction);
        }

        T result = await work(transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _grouped?.Dispose();
    }
}
