using System.CommandLine;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel init</c>: makes a vault.</summary>
internal sealed class InitCommand : SatchelCommand
{
    private const int FormatNumber = 1;
    private const string PassphraseName = "passphrase";

    private readonly Argument<string> _vault = new("VAULT") { Description = "a folder that is empty or not there yet, s3://bucket/prefix, or https://host/name on a Satchel cloud" };
    private readonly NewPassphraseOption _passphrase = new();
    private readonly RecoveryCodeOption _recoveryCode = new();

    public InitCommand() : base("init", "makes a vault, and prints its recovery code once", ExitCode.WrongKey, ExitCode.NotAllowed)
    {
        Arguments.Add(_vault);
        AddOptions(_passphrase.Option, _recoveryCode.Option);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Everything in the vault is encrypted. The passphrase opens it, and so does the recovery code: write the code down and keep it away from the machine. Nobody can open the vault without one of them.", "A vault on a Satchel cloud takes the passphrase and the recovery code of its account: one code opens the account and all its vaults."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel init ~/vault", "satchel init ~/vault --passphrase-file secret.txt --json", "satchel init https://cloud.example.org/family"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string location = arguments.GetRequiredValue(_vault);
        string code = CloudAddress.OfVault(location) is { } cloud
            ? await CreateInCloudAsync(location, cloud, arguments, session, cancellationToken)
            : await CreateAsync(location, arguments, session, cancellationToken);
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(session.Terminal);
            lines.Write(json =>
            {
                json.WriteString("vault", location);
                json.WriteNumber("format", FormatNumber);
                json.WriteString("recoveryCode", code);
            });
            return ExitCode.Done;
        }

        Say(session.Terminal.Out, location, code);
        return ExitCode.Done;
    }

    private async Task<string> CreateAsync(string location, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        if (arguments.GetValue(_recoveryCode.Option) is not null)
        {
            throw CommandException.BadUsage($"{_recoveryCode.Option.Name} is for a vault on a Satchel cloud, which takes its account's code; any other gets a code of its own");
        }

        await using var storage = VaultStorage.Open(location, null, session);
        using PassphraseSecret passphrase = _passphrase.Read(arguments, session);
        return await Vault.CreateAsync(storage.Store, passphrase, new VaultCreation(PassphraseName, session.Time), cancellationToken);
    }

    // One recovery code is to open the account and all that is in it: the vault takes the account's.
    private async Task<string> CreateInCloudAsync(string location, CloudAddress cloud, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        CloudDevice device = new CloudDeviceFiles(session.Home).Find(cloud) ?? throw CloudSignIn.Missing(cloud);
        using RecoveryCodeSecret? code = _recoveryCode.Find(arguments);
        using PassphraseSecret passphrase = _passphrase.Find(arguments, session)
            ?? (code is null ? SecretOptions.Ask(session, $"{device.Email} at {cloud.Host}") : SecretOptions.AskNew(session));
        using RecoveryCodeSecret recovery = code is null
            ? await ByPassphraseAsync(cloud, device, passphrase, session, cancellationToken)
            : code.Copy();
        CloudSignIn.RequireCodeOf(cloud, device, recovery);
        await using var storage = VaultStorage.Open(location, recovery.Copy(), session);
        return await Vault.CreateAsync(storage.Store, passphrase, new VaultCreation(PassphraseName, session.Time) { Recovery = recovery }, cancellationToken);
    }

    private static async Task<RecoveryCodeSecret> ByPassphraseAsync(CloudAddress cloud, CloudDevice device, PassphraseSecret passphrase, Session session, CancellationToken cancellationToken)
    {
        using var client = new CloudClient(cloud, session.Time);
        return (await PassphraseLogin.RunAsync(client, device.Email, passphrase, null, cancellationToken)).Recovery;
    }

    private static void Say(TextWriter output, string location, string code)
    {
        output.WriteLine($"made a vault in {Text.SafeText.OneLine(location)}");
        RecoveryCodeOutput.Write(code, output);
        output.WriteLine("It opens the vault when the passphrase is lost. Write it down, and keep it where the vault is not.");
    }
}
