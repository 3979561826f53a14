using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Satchel.Cloud.Tests;

/// <summary>A server in a process of its own, which can be killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string[] _arguments;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private Process _process;
    private bool _isDown;

    private ServerProcess(string folder, Uri url, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        Folder = folder;
        Url = url;
        _arguments = arguments;
        _environment = environment;
        _process = Launch();
    }

    /// <summary>All it holds, where it has no other storage.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts a server and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-cloud-").FullName;
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var server = new ServerProcess(folder, url, ["--data", folder, "--listen", url.Authority, "--no-rate-limits", .. more], environment ?? new Dictionary<string, string>());
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Starts a server that speaks TLS itself.</summary>
    public static async Task<ServerProcess> StartAsync(string certificate, string key)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-cloud-").FullName;
        var url = new Uri($"https://127.0.0.1:{FreePort()}");
        string[] arguments = ["--data", folder, "--listen", url.Authority, "--no-rate-limits", "--certificate", certificate, "--certificate-key", key];
        var server = new ServerProcess(folder, url, arguments, new Dictionary<string, string>());
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Ends it as a power cut does.</summary>
    public async Task KillAsync()
    {
        if (!_isDown)
        {
            _isDown = true;
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    /// <summary>Starts it again, over what it left.</summary>
    public async Task RestartAsync()
    {
        _process = Launch();
        _isDown = false;
        await WaitUntilReadyAsync();
    }

    /// <summary>Runs <c>satchel-server admin</c> beside it.</summary>
    public async Task AdminAsync(params string[] arguments)
    {
        using Process process = Process.Start(Programs.Start("Satchel.Server", _environment, ["admin", "--data", Folder, .. arguments]))!;
        string said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Process Launch()
    {
        Process process = Process.Start(Programs.Start("Satchel.Server", _environment, _arguments))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitUntilReadyAsync()
    {
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };   // whether it answers at all
        using var client = new HttpClient(handler) { BaseAddress = Url };
        long start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            Assert.False(_process.HasExited, $"the server ended with {(_process.HasExited ? _process.ExitCode : 0)}");
            try
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("/v1/time", UriKind.Relative));
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(50);
        }

        await KillAsync();
        Assert.Fail($"the server was not ready within {Patience}");
    }
}
