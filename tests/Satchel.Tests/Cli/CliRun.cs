using System.Text;
using Satchel.Cli;

namespace Satchel.Tests.Cli;

/// <summary>A run of the program inside the test's process, with an own home, an own clock and no terminal.</summary>
internal sealed class CliRun
{
    private CliRun(int exitCode, string output, string error) => (ExitCode, Output, Error) = (exitCode, output, error);

    public int ExitCode { get; }

    public string Output { get; }

    public string Error { get; }

    /// <summary>Everything a person would see: output, errors, and what the shell would say of the exit code.</summary>
    public string Transcript
    {
        get
        {
            var text = new StringBuilder(Output);
            text.Append(Error);
            return ExitCode == 0 ? text.ToString() : text.Append($"(exit code {ExitCode})\n").ToString();
        }
    }

    public static async Task<CliRun> OfAsync(CliWorld world, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int code;
        using (var terminal = new Terminal(output, error) { AskSecret = world.AskSecret })
        {
            code = await CommandLine.RunAsync(args, new Session(terminal, world.Environment, world.Time), world.Cancellation);
        }

        return new CliRun(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
