using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using Satchel.Server.Tests;

[assembly: AssemblyFixture(typeof(PostgreSql))]

namespace Satchel.Server.Tests;

/// <summary>One PostgreSQL for all tests, started by the first that needs it; each server has a database of its own in it.</summary>
public sealed class PostgreSql : IAsyncDisposable
{
    private static readonly SemaphoreSlim Starting = new(1, 1);
    private static string? _folder;
    private static string? _address;
    private static int _databases;

    /// <summary>What Npgsql connects to a new, empty database with.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        Assert.SkipUnless(Directory.Exists("/usr/lib/postgresql"), "PostgreSQL is not installed (Debian: postgresql)");
        await Starting.WaitAsync();
        try
        {
            _folder ??= Directory.CreateTempSubdirectory("satchel-postgres-").FullName;
            _address ??= await StartAsync(_folder, FreePort());
        }
        finally
        {
            Starting.Release();
        }

        string name = $"test{Interlocked.Increment(ref _databases)}";
        await using NpgsqlConnection connection = new(_address);
        await connection.ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_address) { Database = name, MaxPoolSize = 20 }.ToString();
    }

    /// <summary>Starts a server of the caller's own in a folder, or again what lies there.</summary>
    internal static async Task<string> StartAsync(string folder, int port)
    {
        string said = await RunAsync("postgres-start", folder, port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return said[said.IndexOf("Host=", StringComparison.Ordinal)..].Trim();
    }

    /// <summary>Ends a server without a word to its clients.</summary>
    internal static Task StopAsync(string folder) => RunAsync("postgres-stop", folder);

    /// <summary>A port that nobody listens on.</summary>
    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_folder is not null)
        {
            await StopAsync(_folder);
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "tests", "servers", script), arguments) { RedirectStandardOutput = true };
        start.Environment["SATCHEL_PG_FSYNC"] = "off";
        using Process process = Process.Start(start)!;
        string said = "";

        // The server that was started keeps the stream open, so its end is not waited for.
        while (script == "postgres-start" && await process.StandardOutput.ReadLineAsync() is { } line && !said.Contains("Host=", StringComparison.Ordinal))
        {
            said += line;
            if (said.Contains("Host=", StringComparison.Ordinal))
            {
                break;
            }
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{script} ended with {process.ExitCode}");
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
