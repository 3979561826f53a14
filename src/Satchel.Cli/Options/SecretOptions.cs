using System.CommandLine;
using System.Security.Cryptography;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>What opens a vault: from a file or a prompt, never from an argument.</summary>
internal sealed class SecretOptions
{
    private const string FileHint = "give --passphrase-file FILE, or set SATCHEL_PASSPHRASE_FILE; 'satchel trust' lets this device open the vault without it";

    private readonly Option<string?> _passphraseFile = new("--passphrase-file") { HelpName = "FILE", Description = "a file with the passphrase; else SATCHEL_PASSPHRASE_FILE, else a prompt" };
    private readonly Option<string?> _recoveryCodeFile = new("--recovery-code-file") { HelpName = "FILE", Description = "a file with the recovery code, in place of the passphrase" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_passphraseFile, _recoveryCodeFile];

    /// <summary>The secret that options or the environment name; null where they name none.</summary>
    public VaultSecret? Find(ParseResult arguments, Session session)
    {
        string? passphraseFile = arguments.GetValue(_passphraseFile);
        string? recoveryCodeFile = arguments.GetValue(_recoveryCodeFile);
        if (passphraseFile is not null && recoveryCodeFile is not null)
        {
            throw CommandException.BadUsage($"{_passphraseFile.Name} and {_recoveryCodeFile.Name} are both given; one opens the vault");
        }

        if (recoveryCodeFile is not null)
        {
            return RecoveryCodeOption.Read(recoveryCodeFile, _recoveryCodeFile.Name);
        }

        if (passphraseFile is not null)
        {
            return Passphrase(SecretFile.Read(passphraseFile, _passphraseFile.Name));
        }

        return session.Variable("SATCHEL_PASSPHRASE_FILE") is { } file ? Passphrase(SecretFile.Read(file, "SATCHEL_PASSPHRASE_FILE")) : null;
    }

    /// <summary>Asks the person at the terminal.</summary>
    public static PassphraseSecret Ask(Session session, string vault)
    {
        Func<string, byte[]> ask = session.Terminal.AskSecret ?? throw Missing("the passphrase is needed, and there is no terminal to ask at");
        return Passphrase(ask($"passphrase of {vault}: "));
    }

    /// <summary>Asks for a new passphrase, twice.</summary>
    public static PassphraseSecret AskNew(Session session)
    {
        Func<string, byte[]> ask = session.Terminal.AskSecret ?? throw Missing("a passphrase is needed, and there is no terminal to ask at");
        byte[] first = ask("new passphrase: ");
        byte[] second = ask("the same again: ");
        bool same = CryptographicOperations.FixedTimeEquals(first, second);
        CryptographicOperations.ZeroMemory(second);
        if (!same)
        {
            CryptographicOperations.ZeroMemory(first);
            throw new CommandException(ExitCode.WrongKey, ErrorAnchor.PassphraseNeeded, "the two passphrases differ", "run the command again");
        }

        return Passphrase(first);
    }

    /// <summary>A passphrase; <paramref name="utf8"/> is zeroed.</summary>
    public static PassphraseSecret Passphrase(byte[] utf8)
    {
        try
        {
            return utf8.Length switch
            {
                0 => throw new CommandException(ExitCode.WrongKey, ErrorAnchor.PassphraseNeeded, "the passphrase is empty", "several words that nobody would guess are a good one"),
                > PassphraseSecret.MaxBytes => throw CommandException.BadUsage($"the passphrase has {utf8.Length} bytes; at most {PassphraseSecret.MaxBytes} will do"),
                _ => new PassphraseSecret(utf8),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    private static CommandException Missing(string message) => new(ExitCode.WrongKey, ErrorAnchor.PassphraseNeeded, message, FileHint);
}
