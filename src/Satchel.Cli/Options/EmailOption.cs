using System.CommandLine;
using Satchel.Accounts;

namespace Satchel.Cli.Options;

/// <summary>An account's e-mail address.</summary>
internal sealed class EmailOption
{
    /// <summary>The option, for the command.</summary>
    public Option<string> Option { get; } = new("--email") { HelpName = "E", Description = "the account's e-mail address", Required = true };

    /// <summary>The address in the form that accounts are found by.</summary>
    public string Read(ParseResult arguments)
    {
        string typed = arguments.GetRequiredValue(Option);
        return EmailAddress.TryNormalize(typed, out string address) ? address : throw CommandException.BadUsage($"'{typed}' is not an e-mail address");
    }
}
