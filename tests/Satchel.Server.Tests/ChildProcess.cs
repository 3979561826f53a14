using System.Diagnostics;

namespace Satchel.Server.Tests;

/// <summary>
/// A real server of another make, started for a test. It says "ready" and where, and ends with its standard input, which this process holds: so it
/// ends with the tests, however they end.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string said)
    {
        _process = process;
        Said = said;
    }

    /// <summary>What stood behind "ready".</summary>
    public string Said { get; }

    /// <summary>The folder of the scripts.</summary>
    public static string Scripts { get; } = Path.Combine(FindCheckout(), "tests", "servers");

    /// <summary>Starts a program, and waits until it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(string program, params string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                return new ChildProcess(process, line["ready ".Length..]);
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        throw new InvalidOperationException($"{program} {arguments.FirstOrDefault()} ended with {process.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static string FindCheckout()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
