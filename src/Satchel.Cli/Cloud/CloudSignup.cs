using System.Security.Cryptography;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Accounts.Opaque;
using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Cloud;

/// <summary>
/// Makes an account: registers the passphrase (OPAQUE), makes the account's key of the recovery secret, and gives the
/// server that secret sealed under what the passphrase gives. The server never has either.
/// </summary>
internal sealed class CloudSignup(CloudClient client, string email, string deviceName, string? language)
{
    /// <summary>Makes it.</summary>
    /// <returns>What the server said, and this device to be kept; null where the address is to be confirmed by mail first.</returns>
    public async Task<(SignupAnswer Answer, CloudDevice? Device)> RunAsync(PassphraseSecret passphrase, RecoveryCodeSecret recovery, CancellationToken cancellationToken)
    {
        byte[] utf8 = passphrase.Export();
        using var registration = new OpaqueRegistration(utf8);
        CryptographicOperations.ZeroMemory(utf8);
        RegistrationAnswer started = await client.PostAsync(
            "v1/registrations", new RegistrationRequest(email, registration.Request), AccountsJson.Default.RegistrationRequest, AccountsJson.Default.RegistrationAnswer, null, cancellationToken);
        if (registration.TryFinish(started.Response, KeyStretching.Default) is not var (record, exportKey))
        {
            throw new StorageException(StorageProblem.Failed, client.Address.Host, "the answer to the registration is not one of a Satchel cloud");
        }

        using SigningKey deviceKey = SigningKey.Create();
        SignupRequest request = Sign(started.Registration, record, exportKey, recovery, deviceKey);
        CryptographicOperations.ZeroMemory(exportKey);
        SignupAnswer answer = await client.PostAsync("v1/accounts", request, AccountsJson.Default.SignupRequest, AccountsJson.Default.SignupAnswer, null, cancellationToken);
        return (answer, answer.Device is { } id ? new CloudDevice(client.Address.Server.ToString(), answer.Account, email, id, deviceName, deviceKey.ExportSeed()) : null);
    }

    private SignupRequest Sign(string registration, byte[] record, byte[] exportKey, RecoveryCodeSecret recovery, SigningKey deviceKey)
    {
        byte[] secret = recovery.Export();
        using SigningKey accountKey = SigningKey.OfAccount(secret);
        byte[] publicKey = accountKey.PublicKey.ToArray();
        string account = AccountId.Of(publicKey);
        byte[] envelope = RecoveryEnvelope.Seal(exportKey, account, secret);
        CryptographicOperations.ZeroMemory(secret);
        byte[] devicePublicKey = deviceKey.PublicKey.ToArray();
        byte[] signature = accountKey.Sign(SignedMessage.Account(account, record, envelope, devicePublicKey));
        return new SignupRequest(registration, email, publicKey, record, envelope, new NewDevice(deviceName, devicePublicKey), signature, language);
    }
}
