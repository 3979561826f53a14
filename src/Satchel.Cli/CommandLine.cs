using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using Satchel.Cli.Commands;
using Satchel.Cli.Text;

namespace Satchel.Cli;

/// <summary>From the arguments of a process to its exit code. Does not touch the process, so tests run it in theirs.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Parser = new()
    {
        EnablePosixBundling = false,
        ResponseFileTokenReplacer = null, // '@ben' is a search term, not a file of arguments
    };

    /// <summary>The version, as <c>--version</c> prints it.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>Runs the command that <paramref name="args"/> name.</summary>
    /// <returns>The exit code. What nobody foresaw is thrown.</returns>
    public static async Task<int> RunAsync(string[] args, Session session, CancellationToken cancellationToken)
    {
        Terminal terminal = session.Terminal;
        try
        {
            ExitCode code = await DispatchAsync(args, session, cancellationToken);
            terminal.ClearProgress();
            await terminal.Out.FlushAsync(CancellationToken.None);
            if (code == ExitCode.Damaged && session.KeptBy is { } keeper)
            {
                terminal.Warn($"{keeper} does not give back what was stored there");
            }

            return (int)code;
        }
        catch (OutputClosedException)
        {
            return (int)ExitCode.OutputClosed;
        }
        catch (Exception error) when (Failure.Of(error) is { } failure)
        {
            terminal.Fail(Name(failure, session.KeptBy));
            return (int)failure.Code;
        }
    }

    private static Task<ExitCode> DispatchAsync(string[] args, Session session, CancellationToken cancellationToken)
    {
        switch (args)
        {
            case []:
                OverviewPage.Write(session.Terminal.Error);
                return Task.FromResult(ExitCode.BadUsage);
            case ["--version", ..]:
                session.Terminal.Out.WriteLine($"satchel {Version}");
                return Task.FromResult(ExitCode.Done);
            case ["--help" or "-h" or "-?"] or ["help"]:
                OverviewPage.Write(session.Terminal.Out);
                return Task.FromResult(ExitCode.Done);
            case ["help", .. var rest]:
                return DispatchAsync([.. rest, "--help"], session, cancellationToken);
            default:
                return RunCommandAsync(args, session, cancellationToken);
        }
    }

    private static Task<ExitCode> RunCommandAsync(string[] args, Session session, CancellationToken cancellationToken)
    {
        SatchelCommand command = CommandList.All.FirstOrDefault(c => c.Name == args[0]).Make?.Invoke() ?? throw Unknown(args[0]);
        ParseResult arguments = CommandLineParser.Parse(command, args[1..], Parser);
        if (arguments.CommandResult.Command is SatchelCommand inner)
        {
            command = inner;
        }

        if (arguments.GetValue(command.Help))
        {
            HelpPage.Write(command, session.Terminal.Out);
            return Task.FromResult(ExitCode.Done);
        }

        if (arguments.Errors is [{ } error, ..])
        {
            throw CommandException.BadUsage(error.Message, $"'{HelpPage.FullName(command)} --help' shows what it takes");
        }

        return command.RunAsync(arguments, session, cancellationToken);
    }

    private static Failure Name(Failure failure, string? keeper) =>
        failure.Code == ExitCode.Damaged && keeper is not null && !failure.Sentence.Contains(keeper, StringComparison.Ordinal)
            ? failure with { Sentence = $"{keeper}: {failure.Sentence}" }
            : failure;

    private static CommandException Unknown(string typed)
    {
        string? near = NearestWord.To(typed, CommandList.All.Select(c => c.Name));
        string hint = near is null ? "'satchel --help' lists the commands" : $"did you mean '{near}'? 'satchel --help' lists the commands";
        return CommandException.BadUsage(typed.StartsWith('-') ? $"there is no option '{typed}' before a command" : $"there is no command '{typed}'", hint);
    }
}
