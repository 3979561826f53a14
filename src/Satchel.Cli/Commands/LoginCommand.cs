using System.CommandLine;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel login</c>: another device of an account.</summary>
internal sealed class LoginCommand : SatchelCommand
{
    private readonly Argument<string> _url = new("URL") { Description = "the cloud: https://host" };
    private readonly EmailOption _email = new();
    private readonly SecretOptions _secret = new();
    private readonly DeviceNameOption _name = new();

    public LoginCommand() : base("login", "signs this device in to an account on a Satchel cloud", ExitCode.WrongKey, ExitCode.NotAllowed)
    {
        Arguments.Add(_url);
        AddOptions(_email.Option);
        AddOptions(_secret.All);
        AddOptions(_name.Option);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["The passphrase or the recovery code adds this device to the account, with a key of its own. From then on it reads and saves without them; deleting asks for them again."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["satchel login https://cloud.example.org --email ana@example.org", "satchel login https://cloud.example.org --email ana@example.org --recovery-code-file code.txt"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        var address = CloudAddress.Parse(arguments.GetRequiredValue(_url));
        string email = _email.Read(arguments);
        string name = _name.Read(arguments, session);
        var files = new CloudDeviceFiles(session.Home);
        using var secret = new SecretSource(_secret.Find(arguments, session), session);
        using var client = new CloudClient(address, session.Time);
        CloudDevice device = await new CloudLogin(client, email, name).RunAsync(secret.GetOrAsk(email), cancellationToken);
        files.Write(address, device);
        Say(device, address, arguments.GetValue(Json), session);
        return ExitCode.Done;
    }

    private static void Say(CloudDevice device, CloudAddress address, bool asJson, Session session)
    {
        if (!asJson)
        {
            session.Terminal.Out.WriteLine(Text.SafeText.OneLine($"signed in at {address.Host} as {device.Email}; this device is called {device.Name}"));
            return;
        }

        using var lines = new JsonLines(session.Terminal);
        lines.Write(json =>
        {
            json.WriteString("email", device.Email);
            json.WriteString("account", device.Account);
            json.WriteString("device", device.Device);
        });
    }
}
