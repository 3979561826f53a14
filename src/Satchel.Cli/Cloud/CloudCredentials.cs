using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Cli.Options;
using Satchel.Storage;
using Satchel.Storage.Http;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Cloud;

/// <summary>
/// What lets this device into a cloud: tokens signed by its own key, and, where something is to be deleted, by the
/// account's, which the passphrase or the recovery code gives. A device that is not signed in gets in by the recovery
/// code alone.
/// </summary>
internal sealed class CloudCredentials : ICloudCredentials, IDisposable
{
    /// <summary>Two that ask at once because the same token was refused get the same new one.</summary>
    private static readonly TimeSpan JustTaken = TimeSpan.FromSeconds(2);

    /// <summary>Before its end, so that a request which is under way then is not refused.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(1);

    /// <summary>Where the server does not tell its time.</summary>
    private static readonly TimeSpan AssumedLife = TimeSpan.FromMinutes(10);

    private readonly CloudClient _client;
    private readonly CloudDevice? _device;
    private readonly SecretSource _secret;
    private readonly Session _session;
    private readonly SemaphoreSlim _one = new(1);
    private SigningKey? _accountKey;
    private CloudToken? _add;
    private CloudToken? _owner;
    private bool _stateTold;

    /// <param name="address">The cloud.</param>
    /// <param name="secret">Where the passphrase or the recovery code comes from, which stays the caller's.</param>
    /// <param name="session">Where this device's keys lie, and where warnings go.</param>
    public CloudCredentials(CloudAddress address, SecretSource secret, Session session)
    {
        _client = new CloudClient(address, session.Time);
        _device = new CloudDeviceFiles(session.Home).Find(address);
        _secret = secret;
        _session = session;
    }

    /// <summary>Whether the owner asks, also where a device could.</summary>
    public bool AlwaysOwner { get; init; }

    /// <inheritdoc/>
    public async ValueTask<string> TokenAsync(bool owner, bool renew, CancellationToken cancellationToken)
    {
        bool asOwner = owner || AlwaysOwner || _device is null;
        await _one.WaitAsync(cancellationToken);
        try
        {
            CloudToken? kept = asOwner ? _owner : _add;
            if (kept is not null && IsGood(kept, renew))
            {
                return kept.Value;
            }

            CloudToken taken = Keep(asOwner ? await OwnerAsync(cancellationToken) : await DeviceAsync(_device!, cancellationToken));
            (_add, _owner) = asOwner ? (_add, taken) : (taken, _owner);
            await TellStateAsync(taken.Value, cancellationToken);
            return taken.Value;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _accountKey?.Dispose();
        _client.Dispose();
        _one.Dispose();
    }

    private bool IsGood(CloudToken token, bool renew)
    {
        TimeSpan age = _session.Time.GetElapsedTime(token.TakenAt);
        return renew ? age < JustTaken : age < token.Life - Reserve;
    }

    private async Task<TokenAnswer> DeviceAsync(CloudDevice device, CancellationToken cancellationToken)
    {
        using SigningKey key = SigningKey.FromSeed(device.Key);
        return await CloudTokens.OfDeviceAsync(_client, device.Device, key, cancellationToken);
    }

    private async Task<TokenAnswer> OwnerAsync(CancellationToken cancellationToken)
    {
        _accountKey ??= await AccountKeyAsync(cancellationToken);
        try
        {
            return await CloudTokens.OfOwnerAsync(_client, _accountKey, cancellationToken);
        }
        catch (StorageException error) when (_device is null && error.Problem == StorageProblem.NotAllowed)
        {
            throw new CommandException(ExitCode.WrongKey, ErrorAnchor.WrongPassphrase, $"{_client.Address.Host}: no account there has this recovery code");
        }
    }

    private async Task<SigningKey> AccountKeyAsync(CancellationToken cancellationToken)
    {
        if (_device is null && _secret.Given is not RecoveryCodeSecret)
        {
            throw CloudSignIn.Missing(_client.Address);
        }

        switch (_secret.GetOrAsk(_client.Address.Host))
        {
            case RecoveryCodeSecret code:
                return KeyOf(code);
            case PassphraseSecret passphrase:
                (_, RecoveryCodeSecret recovery) = await PassphraseLogin.RunAsync(_client, _device!.Email, passphrase, null, cancellationToken);
                using (recovery)
                {
                    return KeyOf(recovery);
                }

            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private SigningKey KeyOf(RecoveryCodeSecret code)
    {
        if (_device is not null)
        {
            CloudSignIn.RequireCodeOf(_client.Address, _device, code);
        }

        return CloudSignIn.KeyOf(code);
    }

    // How long a token is good is told by the server's clock alone: this machine's may be wrong.
    private CloudToken Keep(TokenAnswer answer)
    {
        TimeSpan life = _client.LastSeen is { } seen ? answer.ExpiresAt - seen.Server : AssumedLife;
        return new CloudToken(answer.Token, _session.Time.GetTimestamp(), life);
    }

    // Each command warns while a plan has ended and everything still works, so that nobody is taken by surprise.
    private async Task TellStateAsync(string token, CancellationToken cancellationToken)
    {
        if (_stateTold)
        {
            return;
        }

        _stateTold = true;
        AccountInfo account = await _client.GetAsync("v1/account", AccountsJson.Default.AccountInfo, token, cancellationToken);
        if (CloudSignIn.WarningOf(account) is { } warning)
        {
            _session.Terminal.Warn($"{_client.Address.Host}: {warning}");
        }
    }
}
