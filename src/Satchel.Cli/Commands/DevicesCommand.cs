using System.CommandLine;
using Satchel.Accounts.Messages;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel devices</c>: which devices are signed in to the account.</summary>
internal sealed class DevicesCommand : SatchelCommand
{
    private readonly CloudOptions _cloud = new();

    public DevicesCommand() : base("devices", "lists the devices of an account on a Satchel cloud, and signs them out", ExitCode.NotAllowed)
    {
        Subcommands.Add(new DevicesRevokeCommand());
        SetAction(static _ => { }); // so that the parser takes it without a subcommand; it is RunAsync that is run
        AddOptions(_cloud.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["'satchel devices revoke ID' signs one out at once: a lost one, from any other."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel devices", "satchel devices revoke 3f09a1c2"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        using CloudSession cloud = CloudSession.Open(_cloud.Read(arguments, session), session);
        DeviceList list = await cloud.GetAsync("v1/devices", AccountsJson.Default.DeviceList, cancellationToken);
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(session.Terminal);
            foreach (DeviceEntry device in list.Devices)
            {
                WriteJson(device, lines);
            }

            return ExitCode.Done;
        }

        var time = new LocalTime(session.Time);
        var table = new TextTable("id", "name", "added", "last seen", "");
        foreach (DeviceEntry device in list.Devices)
        {
            table.Add(BackupOutput.ShortId(device.Id), device.Name, time.Minute(device.AddedAt), time.Minute(device.LastSeenAt), device.Current ? "this one" : "");
        }

        table.Write(session.Terminal.Out);
        return ExitCode.Done;
    }

    /// <summary>One device for a script.</summary>
    public static void WriteJson(DeviceEntry device, JsonLines lines) => lines.Write(json =>
    {
        json.WriteString("id", device.Id);
        json.WriteString("name", device.Name);
        json.Time("addedAt", device.AddedAt);
        json.Time("lastSeenAt", device.LastSeenAt);
        json.WriteBoolean("current", device.Current);
    });
}
