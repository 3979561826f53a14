using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Storage;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel init</c>: makes a vault.</summary>
internal sealed class InitCommand : SatchelCommand
{
    private const int FormatNumber = 1;

    private readonly Argument<string> _vault = new("VAULT") { Description = "a folder that is empty or not there yet, s3://bucket/prefix, or https://host/name on a Satchel cloud" };
    private readonly Option<string?> _passphraseFile = new("--passphrase-file") { HelpName = "FILE", Description = "a file with the passphrase; else SATCHEL_PASSPHRASE_FILE, else a prompt" };

    public InitCommand() : base("init", "makes a vault, and prints its recovery code once", ExitCode.WrongKey)
    {
        Arguments.Add(_vault);
        AddOptions(_passphraseFile);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Everything in the vault is encrypted. The passphrase opens it, and so does the recovery code: write the code down and keep it away from the machine. Nobody can open the vault without one of them."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel init ~/vault", "satchel init ~/vault --passphrase-file secret.txt --json"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string location = arguments.GetRequiredValue(_vault);
        await using IBlobStore store = BlobStores.Open(location, session.Storage);
        using PassphraseSecret passphrase = ReadPassphrase(arguments, session);
        string code = await Vault.CreateAsync(store, passphrase, new VaultCreation("passphrase", session.Time), cancellationToken);
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

    private PassphraseSecret ReadPassphrase(ParseResult arguments, Session session)
    {
        if (arguments.GetValue(_passphraseFile) is { } given)
        {
            return SecretOptions.Passphrase(SecretFile.Read(given, _passphraseFile.Name));
        }

        return session.Variable("SATCHEL_PASSPHRASE_FILE") is { } file
            ? SecretOptions.Passphrase(SecretFile.Read(file, "SATCHEL_PASSPHRASE_FILE"))
            : SecretOptions.AskNew(session);
    }

    private static void Say(TextWriter output, string location, string code)
    {
        output.WriteLine($"made a vault in {Text.SafeText.OneLine(location)}");
        output.WriteLine();
        output.WriteLine("recovery code, shown this once:");
        output.WriteLine();
        foreach (string[] row in code.Split('-').Chunk(4))
        {
            output.WriteLine("    " + string.Join('-', row));
        }

        output.WriteLine();
        output.WriteLine("It opens the vault when the passphrase is lost. Write it down, and keep it where the vault is not.");
    }
}
