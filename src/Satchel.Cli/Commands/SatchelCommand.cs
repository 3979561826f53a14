using System.CommandLine;

namespace Satchel.Cli.Commands;

/// <summary>A command: its arguments, its help, and what it does.</summary>
internal abstract class SatchelCommand : Command
{
    private static readonly ExitCode[] Always = [ExitCode.Done, ExitCode.Failed, ExitCode.BadUsage];

    /// <param name="name">What is typed.</param>
    /// <param name="description">One line of help.</param>
    /// <param name="exitCodes">The exit codes it has beyond 0, 1 and 2.</param>
    protected SatchelCommand(string name, string description, params ExitCode[] exitCodes) : base(name, description) =>
        ExitCodes = [.. Always, .. exitCodes];

    /// <summary>What is said below the description in the help, a line each.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    /// <summary>Lines that a person would type.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Every exit code it has.</summary>
    public IReadOnlyList<ExitCode> ExitCodes { get; }

    /// <summary>Whether results are for a script.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "results as JSON, one object a line" };

    /// <summary>Whether its help is asked for.</summary>
    public Option<bool> Help { get; } = new("--help", "-h") { Description = "this text" };

    /// <summary>Does what the command says.</summary>
    public abstract Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken);

    /// <summary>Adds the options that every command has; called last by each constructor, so that they come last in the help.</summary>
    protected void AddCommonOptions()
    {
        Options.Add(Json);
        Options.Add(Help);
    }

    /// <summary>Adds options in order.</summary>
    protected void AddOptions(params IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            Options.Add(option);
        }
    }
}
