using System.CommandLine;
using Satchel.Accounts.Messages;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel devices revoke</c>: signs a device out.</summary>
internal sealed class DevicesRevokeCommand : SatchelCommand
{
    private const int FewestDigits = 4;

    private readonly Argument<string> _id = new("ID") { Description = "the first digits of its id, as 'satchel devices' shows it" };
    private readonly CloudOptions _cloud = new();

    public DevicesRevokeCommand() : base("revoke", "signs a device out at once: its key and its tokens are good for nothing", ExitCode.NotAllowed)
    {
        Arguments.Add(_id);
        AddOptions(_cloud.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["It can no longer reach the account. If the vault trusted it, or its thief may know the passphrase, take away its key as well: 'satchel key remove'."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel devices revoke 3f09a1c2"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string id = arguments.GetRequiredValue(_id).ToLowerInvariant();
        if (id.Length < FewestDigits || !id.All(char.IsAsciiHexDigit))
        {
            throw CommandException.BadUsage($"'{id}' is not {FewestDigits} or more hex digits", "'satchel devices' shows the ids");
        }

        (CloudAddress Address, CloudDevice Device) here = _cloud.Read(arguments, session);
        using CloudSession cloud = CloudSession.Open(here, session);
        DeviceList list = await cloud.GetAsync("v1/devices", AccountsJson.Default.DeviceList, cancellationToken);
        DeviceEntry device = Find(list.Devices, id);
        await cloud.DeleteAsync($"v1/devices/{device.Id}", cancellationToken);
        if (device.Id == here.Device.Device)
        {
            new CloudDeviceFiles(session.Home).Remove(here.Address);
        }

        Say(device, arguments.GetValue(Json), session);
        return ExitCode.Done;
    }

    private static void Say(DeviceEntry device, bool asJson, Session session)
    {
        if (!asJson)
        {
            session.Terminal.Out.WriteLine(SafeText.OneLine($"revoked {BackupOutput.ShortId(device.Id)}  {device.Name}"));
            return;
        }

        using var lines = new JsonLines(session.Terminal);
        DevicesCommand.WriteJson(device, lines);
    }

    private static DeviceEntry Find(IReadOnlyList<DeviceEntry> devices, string id)
    {
        DeviceEntry[] fitting = [.. devices.Where(d => d.Id.StartsWith(id, StringComparison.Ordinal))];
        return fitting switch
        {
            [var only] => only,
            [] => throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, $"no device's id begins with {id}", "'satchel devices' shows the ids"),
            _ => throw new CommandException(ExitCode.BadUsage, ErrorAnchor.Ambiguous, $"{id} fits {fitting.Length} devices", "give more digits"),
        };
    }
}
