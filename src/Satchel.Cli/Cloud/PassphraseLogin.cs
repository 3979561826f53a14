using System.Security.Cryptography;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Accounts.Opaque;
using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Cloud;

/// <summary>Signs in by passphrase (OPAQUE): the server learns that it is known, and gives the recovery secret sealed under what only it opens.</summary>
internal static class PassphraseLogin
{
    /// <summary>Signs in.</summary>
    /// <param name="client">The cloud.</param>
    /// <param name="email">The account's address.</param>
    /// <param name="passphrase">The account's passphrase.</param>
    /// <param name="device">A device to add, or null.</param>
    /// <param name="cancellationToken">Looked at before each request.</param>
    /// <returns>What the server said, and the account's recovery code, the caller's to dispose.</returns>
    /// <exception cref="CommandException">Wrong passphrase: exit 12.</exception>
    public static async Task<(LoginResult Result, RecoveryCodeSecret Recovery)> RunAsync(
        CloudClient client, string email, PassphraseSecret passphrase, NewDevice? device, CancellationToken cancellationToken)
    {
        using OpaqueLogin login = Begin(passphrase);
        LoginAnswer answer = await client.PostAsync(
            "v1/logins", new LoginRequest(email, login.Ke1), AccountsJson.Default.LoginRequest, AccountsJson.Default.LoginAnswer, null, cancellationToken);
        if (login.TryFinish(answer.Ke2, KeyStretching.Default) is not var (ke3, exportKey))
        {
            await TellFailureAsync(client, answer.Login, cancellationToken);
            throw CloudProblem.WrongPassphrase(client.Address);
        }

        try
        {
            LoginResult result = await FinishAsync(client, answer.Login, new LoginFinish(ke3, device), cancellationToken);
            return (result, Open(client, result, exportKey));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(exportKey);
        }
    }

    // The client finds out first that the passphrase is wrong. The server is told, for the account's list of events.
    private static async Task TellFailureAsync(CloudClient client, string login, CancellationToken cancellationToken)
    {
        try
        {
            await FinishAsync(client, login, new LoginFinish(new byte[OpaqueSizes.Ke3]), cancellationToken);
        }
        catch (Exception error) when (error is CommandException or StorageException)
        {
            // It says so again.
        }
    }

    private static Task<LoginResult> FinishAsync(CloudClient client, string login, LoginFinish finish, CancellationToken cancellationToken) => client.PostAsync(
        $"v1/logins/{Uri.EscapeDataString(login)}", finish, AccountsJson.Default.LoginFinish, AccountsJson.Default.LoginResult, null, cancellationToken);

    private static OpaqueLogin Begin(PassphraseSecret passphrase)
    {
        byte[] utf8 = passphrase.Export();
        try
        {
            return new OpaqueLogin(utf8);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
        }
    }

    // The id follows from the secret, so a server cannot hand out another account's, nor one of its own making.
    private static RecoveryCodeSecret Open(CloudClient client, LoginResult result, byte[] exportKey)
    {
        byte[] secret = RecoveryEnvelope.TryOpen(exportKey, result.Account, result.Envelope)
            ?? throw new StorageException(StorageProblem.Failed, client.Address.Host, "the account's sealed recovery secret was changed: it does not open");
        try
        {
            using SigningKey key = SigningKey.OfAccount(secret);
            return AccountId.Of(key.PublicKey.Span) == result.Account
                ? RecoveryCodeSecret.FromBytes(secret)
                : throw new StorageException(StorageProblem.Failed, client.Address.Host, "the account's recovery secret is another account's");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
