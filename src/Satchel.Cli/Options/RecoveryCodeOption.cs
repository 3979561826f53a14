using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Options;

/// <summary>A recovery code, from a file.</summary>
internal sealed class RecoveryCodeOption
{
    /// <summary>The option, for the command.</summary>
    public Option<string?> Option { get; } = new("--recovery-code-file") { HelpName = "FILE", Description = "a file with the account's recovery code, where the vault lies on a Satchel cloud" };

    /// <summary>The code; null where no file is named.</summary>
    public RecoveryCodeSecret? Find(ParseResult arguments) => arguments.GetValue(Option) is { } file ? Read(file, Option.Name) : null;

    /// <summary>The code in a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">What named it, for messages.</param>
    public static RecoveryCodeSecret Read(string file, string option)
    {
        byte[] utf8 = SecretFile.Read(file, option);
        try
        {
            return new RecoveryCodeSecret(Encoding.UTF8.GetString(utf8));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }
}
