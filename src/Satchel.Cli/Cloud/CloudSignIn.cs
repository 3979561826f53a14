using System.Globalization;
using System.Security.Cryptography;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Cloud;

/// <summary>What is said of being signed in.</summary>
internal static class CloudSignIn
{
    // The server's rule, for the sentence only: it is the server that decides.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    /// <summary>This device has no account there.</summary>
    public static CommandException Missing(CloudAddress address) => new(
        ExitCode.NotAllowed, ErrorAnchor.NotAllowed, $"{address.Host}: this device is not signed in there", $"'satchel signup {address.Typed}' makes an account, 'satchel login {address.Typed}' adds this device to one; the recovery code gets in by itself: --recovery-code-file");

    /// <summary>Refuses a recovery code that is not that of the account this device is signed in to.</summary>
    public static void RequireCodeOf(CloudAddress address, CloudDevice device, RecoveryCodeSecret code)
    {
        using SigningKey key = KeyOf(code);
        if (AccountId.Of(key.PublicKey.Span) != device.Account)
        {
            throw OtherAccount(address, device);
        }
    }

    /// <summary>The key of the account that a recovery code is of; the caller's to dispose.</summary>
    public static SigningKey KeyOf(RecoveryCodeSecret code)
    {
        byte[] secret = code.Export();
        try
        {
            return SigningKey.OfAccount(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>What its person should know of an account; null where all is well.</summary>
    public static string? WarningOf(AccountInfo account) => account.State switch
    {
        AccountState.Grace when account.EndsAt is { } end => $"the plan ended on {Day(end)}; everything works until {Day(end + Grace)}, then the vaults can only be read",
        AccountState.Grace => "the plan has ended; everything works for a while yet, then the vaults can only be read",
        AccountState.ReadOnly => "the plan has ended; the vaults can only be read",
        _ => null,
    };

    private static CommandException OtherAccount(CloudAddress address, CloudDevice device) => new(
        ExitCode.WrongKey, ErrorAnchor.WrongPassphrase, $"{address.Host}: the recovery code is not that of {device.Email}", "this device is signed in to that account; 'satchel login' signs it in to another");

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
