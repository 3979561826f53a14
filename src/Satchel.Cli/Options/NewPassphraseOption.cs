using System.CommandLine;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>A passphrase that is being chosen: from a file or a prompt, there typed twice.</summary>
internal sealed class NewPassphraseOption
{
    private const string Variable = "SATCHEL_PASSPHRASE_FILE";

    /// <summary>The option, for the command.</summary>
    public Option<string?> Option { get; } = new("--passphrase-file") { HelpName = "FILE", Description = "a file with the passphrase; else SATCHEL_PASSPHRASE_FILE, else a prompt" };

    /// <summary>The passphrase that a file gives; null where none is named.</summary>
    public PassphraseSecret? Find(ParseResult arguments, Session session)
    {
        if (arguments.GetValue(Option) is { } given)
        {
            return SecretOptions.Passphrase(SecretFile.Read(given, Option.Name));
        }

        return session.Variable(Variable) is { } file ? SecretOptions.Passphrase(SecretFile.Read(file, Variable)) : null;
    }

    /// <summary>The same, else one that is asked for.</summary>
    public PassphraseSecret Read(ParseResult arguments, Session session) => Find(arguments, session) ?? SecretOptions.AskNew(session);
}
