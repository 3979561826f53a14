using System.Diagnostics;
using System.Text.Json;

namespace Satchel.Browser.Tests;

/// <summary>The command itself, as people start it, with a home of its own.</summary>
internal sealed class SatchelProgram(string home, string passphraseFile)
{
    private const int MostStartSeconds = 240;

    /// <summary>Runs a command to its end, and gives what it wrote.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        string error = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"satchel {string.Join(' ', arguments)} ended with {process.ExitCode}: {error}");
    }

    /// <summary>Starts <c>satchel open</c>, and waits for the address that it prints.</summary>
    public async Task<OpenedViewer> OpenAsync(params string[] arguments)
    {
        Process process = Start(["open", .. arguments, "--no-browser", "--json"]);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(MostStartSeconds));
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string? line = await process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null)
        {
            throw new InvalidOperationException($"satchel open ended: {await error}");
        }

        using JsonDocument answer = JsonDocument.Parse(line);
        return new OpenedViewer(process, new Uri(answer.RootElement.GetProperty("url").GetString()!));
    }

    private Process Start(string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Satchel.Cli.dll");
        ProcessStartInfo start = new("dotnet", [Environment.GetEnvironmentVariable("SATCHEL_PROGRAM") ?? program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SATCHEL_HOME"] = home;
        start.Environment["SATCHEL_PASSPHRASE_FILE"] = passphraseFile;
        start.Environment["TZ"] = "Europe/London";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
    }
}
