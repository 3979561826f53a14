using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Satchel.TestKit.Servers;

/// <summary>Starts and ends real servers with the scripts of tests/servers.</summary>
internal static class TestServerScript
{
    /// <summary>The folder of the checkout that these tests were built in.</summary>
    public static string Checkout { get; } = FindCheckout();

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="IOException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Checkout, "tests", "servers", name), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new IOException($"{name} did not start");

        // What it starts keeps the pipes open, so they are read up to what is asked for and not to their end.
        string said = "";
        process.OutputDataReceived += (_, line) => said += line.Data + "\n";
        process.ErrorDataReceived += (_, line) => said += line.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!process.HasExited)
        {
            await Task.Delay(50).ConfigureAwait(false);
        }

        return process.ExitCode == 0 ? said : throw new IOException($"{name} ended with {process.ExitCode}: {said}");
    }

    /// <summary>Whether a program is there to be started.</summary>
    public static bool Has(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>A port such that it and the next one are free.</summary>
    public static int FreePort()
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            int port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (Exception error) when (error is SocketException or ArgumentOutOfRangeException)
            {
            }
        }

        throw new IOException("no two neighbouring ports are free");
    }

    private static string FindCheckout()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new IOException("the tests do not lie in a checkout");
    }
}
