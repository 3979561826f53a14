using System.Diagnostics;
using Satchel.Tests.Cli;

namespace Satchel.Tests.Durability;

/// <summary>The program as a process of its own, which can be killed.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;

    private ProgramProcess(Process process) => _process = process;

    /// <summary>Starts the program that the tests were built with.</summary>
    public static ProgramProcess Start(CliWorld world, params string[] args)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Satchel.Cli.dll"));
        foreach (string argument in args)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove("SATCHEL_PASSPHRASE_FILE");
        foreach ((string name, string value) in world.Environment)
        {
            start.Environment[name] = value;
        }

        return new ProgramProcess(Process.Start(start)!);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until a moment has come, or the process has ended.</summary>
    public void WaitFor(Func<bool> hasCome)
    {
        while (!HasEnded && !hasCome())
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>Waits for its end; gives its exit code and what it said.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await output, await error);
    }

    /// <summary>SIGKILL, at once.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
