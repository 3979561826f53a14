using System.CommandLine;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>The keys of encrypted sources.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string[]> _keys = new("--key")
    {
        HelpName = "FILE",
        Description = "a key file of WhatsApp, or text with one key a line: a passphrase, 64 hex digits, WeChat's imei= uin=, image=, xor=; may be given several times",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _passwordFile = new("--source-password-file") { HelpName = "FILE", Description = "a file with the password of an encrypted source" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_keys, _passwordFile];

    /// <summary>Reads the files; the caller disposes the keys.</summary>
    public SourceKeys Read(ParseResult arguments)
    {
        var keys = new SourceKeys();
        try
        {
            foreach (string path in arguments.GetValue(_keys) ?? [])
            {
                ReadKeyFile(path, keys);
            }

            if (arguments.GetValue(_passwordFile) is { } passwordFile)
            {
                keys.Add(new SourceKey(SourceKeyKind.Passphrase, SecretFile.Read(passwordFile, _passwordFile.Name)));
            }

            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    private void ReadKeyFile(string path, SourceKeys keys)
    {
        if (!File.Exists(path))
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.NoSuchPath, $"there is no file {path}, which {_keys.Name} names");
        }

        try
        {
            SourceKeyFile.Read(path, keys);
        }
        catch (ChatFormatException error)
        {
            throw new CommandException(ExitCode.WrongKey, ErrorAnchor.KeyNeeded, error.Message, "give WhatsApp's key or encrypted_backup.key, or a text file with the 64 digits");
        }
    }
}
