namespace Satchel.TestKit.Servers;

/// <summary>A PostgreSQL of its own, with one empty database. Started once for the tests that share it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly int _port;

    private PostgresServer(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>Why it cannot be started on this machine; null where it can.</summary>
    public static string? MissingBecause =>
        Directory.Exists("/usr/lib/postgresql") ? null : "Debian's postgresql is not installed";

    /// <summary>How Npgsql connects to the database "satchel".</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=satchel;Database=satchel";

    /// <summary>Starts it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("satchel-postgres-").FullName;
        int port = TestServerScript.FreePort();
        await TestServerScript.RunAsync("postgres-start", folder, $"{port}").ConfigureAwait(false);
        return new PostgresServer(folder, port);
    }

    /// <summary>Ends it at once, as a crash does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await TestServerScript.RunAsync("postgres-stop", _folder).ConfigureAwait(false);
        await TestServerScript.RunAsync("postgres-start", _folder, $"{_port}").ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TestServerScript.RunAsync("postgres-stop", _folder).ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
