using System.CommandLine;
using Satchel.Accounts.Messages;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel signup</c>: makes an account on a Satchel cloud.</summary>
internal sealed class SignupCommand : SatchelCommand
{
    private readonly Argument<string> _url = new("URL") { Description = "the cloud: https://host" };
    private readonly EmailOption _email = new();
    private readonly NewPassphraseOption _passphrase = new();
    private readonly DeviceNameOption _name = new();

    public SignupCommand() : base("signup", "makes an account on a Satchel cloud, and prints its recovery code once", ExitCode.WrongKey, ExitCode.NotAllowed)
    {
        Arguments.Add(_url);
        AddOptions(_email.Option, _passphrase.Option, _name.Option);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "The passphrase never leaves this machine, and neither it nor the recovery code can be got back from the cloud. The recovery code opens the account and every vault in it: write it down and keep it away from the machine.",
        "This device gets a key of its own, kept in the settings (SATCHEL_HOME/config/cloud). Then 'satchel init URL/NAME' makes a vault.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel signup https://cloud.example.org --email ana@example.org"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        var address = CloudAddress.Parse(arguments.GetRequiredValue(_url));
        string email = _email.Read(arguments);
        string name = _name.Read(arguments, session);
        var files = new CloudDeviceFiles(session.Home);
        if (files.Find(address) is { } there)
        {
            throw CommandException.BadUsage($"this device is signed in at {address.Host} as {there.Email} already", "'satchel devices revoke' signs it out; another SATCHEL_HOME holds another account");
        }

        using PassphraseSecret passphrase = _passphrase.Read(arguments, session);
        using RecoveryCodeSecret recovery = RecoveryCodeSecret.Create();
        using var client = new CloudClient(address, session.Time);
        string? language = session.Variable("LANG")?.StartsWith("zh", StringComparison.Ordinal) == true ? "zh-CN" : null;
        (SignupAnswer answer, CloudDevice? device) = await new CloudSignup(client, email, name, language).RunAsync(passphrase, recovery, cancellationToken);
        if (device is not null)
        {
            files.Write(address, device);
        }
        else
        {
            session.Terminal.Note($"a letter was sent to {email}: follow its link, then run 'satchel login {address.Typed} --email {email}'");
        }

        Say(email, answer.Account, recovery.WriteCode(), arguments.GetValue(Json), session);
        return ExitCode.Done;
    }

    private static void Say(string email, string account, string code, bool asJson, Session session)
    {
        if (asJson)
        {
            using var lines = new JsonLines(session.Terminal);
            lines.Write(json =>
            {
                json.WriteString("email", email);
                json.WriteString("account", account);
                json.WriteString("recoveryCode", code);
            });
            return;
        }

        TextWriter output = session.Terminal.Out;
        output.WriteLine(Text.SafeText.OneLine($"made the account of {email}"));
        RecoveryCodeOutput.Write(code, output);
        output.WriteLine("It opens the account and its vaults when the passphrase is lost. Write it down, and keep it where no thief of this machine finds it.");
    }
}
