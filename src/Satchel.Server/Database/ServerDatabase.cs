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

    // SQLite lets one write at a time; waiting for it here costs no thread.
    private readonly SemaphoreSlim? _writing;

    static ServerDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private ServerDatabase(Dialect dialect, DbDataSource source)
    {
        Dialect = dialect;
        _source = source;
        _writing = dialect == Dialect.Sqlite ? new SemaphoreSlim(1, 1) : null;
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
    /// Runs <paramref name="work"/> in one transaction. Without <paramref name="durable"/> a crash of the machine may
    /// undo it, but never in part, and never while something later stays.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, bool durable, CancellationToken cancellationToken)
    {
        if (_writing is not null)
        {
            await _writing.WaitAsync(cancellationToken);
        }

        try
        {
            await using DbConnection connection = await _source.OpenConnectionAsync(cancellationToken);
            if (Dialect == Dialect.Sqlite)
            {
                await connection.ExecuteAsync(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            }

            await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            if (Dialect == Dialect.PostgreSql && !durable)
            {
                await connection.ExecuteAsync("SET LOCAL synchronous_commit = off", transaction: transaction);
            }

            T result = await work(transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            _writing?.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _writing?.Dispose();
    }
}
