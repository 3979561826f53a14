using System.CommandLine;
using Satchel.Accounts.Messages;

namespace Satchel.Cli.Options;

/// <summary>What to call this device.</summary>
internal sealed class DeviceNameOption
{
    /// <summary>The option, for the command.</summary>
    public Option<string?> Option { get; } = new("--name") { HelpName = "NAME", Description = "what to call this device in the list of devices; its host name where left out" };

    /// <summary>The name.</summary>
    public string Read(ParseResult arguments, Session session)
    {
        string name = (arguments.GetValue(Option) ?? session.Variable("HOSTNAME") ?? Environment.MachineName).Trim();
        return name.Length is > 0 and <= NewDevice.MaxNameCharacters && !name.Any(char.IsControl)
            ? name
            : throw CommandException.BadUsage($"{Option.Name} takes 1 to {NewDevice.MaxNameCharacters} characters");
    }
}
