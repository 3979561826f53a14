namespace Satchel.Cli;

/// <summary>A command cannot go on, and knows what to tell the person.</summary>
/// <param name="code">What the process ends with.</param>
/// <param name="anchor">The section of docs/errors.md.</param>
/// <param name="message">Where, what was found, what was expected; lower case, no full stop.</param>
/// <param name="hint">What to do, or null.</param>
internal sealed class CommandException(ExitCode code, string anchor, string message, string? hint = null) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public ExitCode Code { get; } = code;

    /// <summary>The section of docs/errors.md.</summary>
    public string Anchor { get; } = anchor;

    /// <summary>What to do, or null.</summary>
    public string? Hint { get; } = hint;

    /// <summary>An argument that does not fit.</summary>
    public static CommandException BadUsage(string message, string? hint = null) => new(ExitCode.BadUsage, ErrorAnchor.BadUsage, message, hint);
}
