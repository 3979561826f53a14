using System.CommandLine;
using Satchel.Cli.Cloud;

namespace Satchel.Cli.Options;

/// <summary>Which of the clouds that this device is signed in to.</summary>
internal sealed class CloudOptions
{
    private readonly Option<string?> _server = new("--server") { HelpName = "URL", Description = "the cloud, where this device is signed in to several; else that of SATCHEL_VAULT" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_server];

    /// <summary>The cloud, and this device there.</summary>
    public (CloudAddress Address, CloudDevice Device) Read(ParseResult arguments, Session session)
    {
        var files = new CloudDeviceFiles(session.Home);
        CloudAddress? named = arguments.GetValue(_server) is { } typed ? CloudAddress.Parse(typed)
            : session.Variable("SATCHEL_VAULT") is { } vault ? CloudAddress.OfVault(vault) : null;
        if (named is not null)
        {
            return (named, files.Find(named) ?? throw CloudSignIn.Missing(named));
        }

        return files.All() switch
        {
            [var only] => (CloudAddress.Parse(only.Server), only),
            [] => throw new CommandException(ExitCode.NotAllowed, ErrorAnchor.NotAllowed, "this device is not signed in to a Satchel cloud", "'satchel signup URL' makes an account, 'satchel login URL' adds this device to one"),
            { Count: var count } => throw CommandException.BadUsage($"this device is signed in to {count} clouds", "say which with --server URL"),
        };
    }
}
