using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Storage;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Cloud;

/// <summary>Adds this device to an account, by passphrase or by recovery code.</summary>
internal sealed class CloudLogin(CloudClient client, string email, string deviceName)
{
    /// <summary>Adds it.</summary>
    /// <exception cref="CommandException">The secret is wrong: exit 12.</exception>
    public async Task<CloudDevice> RunAsync(VaultSecret secret, CancellationToken cancellationToken)
    {
        using SigningKey deviceKey = SigningKey.Create();
        var device = new NewDevice(deviceName, deviceKey.PublicKey.ToArray());
        (string account, string id) = secret switch
        {
            PassphraseSecret passphrase => await ByPassphraseAsync(passphrase, device, cancellationToken),
            RecoveryCodeSecret code => await ByCodeAsync(code, device, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new CloudDevice(client.Address.Server.ToString(), account, email, id, deviceName, deviceKey.ExportSeed());
    }

    private async Task<(string Account, string Device)> ByPassphraseAsync(PassphraseSecret passphrase, NewDevice device, CancellationToken cancellationToken)
    {
        (LoginResult result, RecoveryCodeSecret recovery) = await PassphraseLogin.RunAsync(client, email, passphrase, device, cancellationToken);
        recovery.Dispose();
        return (result.Account, result.Device ?? throw new StorageException(StorageProblem.Failed, client.Address.Host, "the server did not add this device"));
    }

    private async Task<(string Account, string Device)> ByCodeAsync(RecoveryCodeSecret code, NewDevice device, CancellationToken cancellationToken)
    {
        using SigningKey accountKey = CloudSignIn.KeyOf(code);
        TokenAnswer token = await OwnerAsync(accountKey, cancellationToken);
        AccountInfo account = await client.GetAsync("v1/account", AccountsJson.Default.AccountInfo, token.Token, cancellationToken);
        if (!string.Equals(account.Email, email, StringComparison.OrdinalIgnoreCase))
        {
            throw WrongCode();
        }

        AddedDevice added = await client.PostAsync("v1/devices", device, AccountsJson.Default.NewDevice, AccountsJson.Default.AddedDevice, token.Token, cancellationToken);
        return (AccountId.Of(accountKey.PublicKey.Span), added.Device);
    }

    private async Task<TokenAnswer> OwnerAsync(SigningKey accountKey, CancellationToken cancellationToken)
    {
        try
        {
            return await CloudTokens.OfOwnerAsync(client, accountKey, cancellationToken);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.NotAllowed)
        {
            throw WrongCode();
        }
    }

    private CommandException WrongCode() =>
        new(ExitCode.WrongKey, ErrorAnchor.WrongPassphrase, $"{client.Address.Host}: the e-mail address or the recovery code is wrong");
}
