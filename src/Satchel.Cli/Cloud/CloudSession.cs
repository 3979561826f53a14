using System.Text.Json.Serialization.Metadata;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Storage;

namespace Satchel.Cli.Cloud;

/// <summary>This device, signed in, asking about its account.</summary>
internal sealed class CloudSession : IDisposable
{
    private readonly CloudClient _client;
    private readonly CloudDevice _device;
    private string? _token;

    private CloudSession(CloudClient client, CloudDevice device) => (_client, _device) = (client, device);

    /// <summary>Begins; asks nothing yet.</summary>
    public static CloudSession Open((CloudAddress Address, CloudDevice Device) cloud, Session session) =>
        new(new CloudClient(cloud.Address, session.Time), cloud.Device);

    /// <summary>Reads something.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task<TAnswer> GetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        await _client.GetAsync(path, answerType, await TokenAsync(cancellationToken), cancellationToken);

    /// <summary>Asks for something to be made, that needs no telling what.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task<TAnswer> PostAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class =>
        await _client.PostAsync(path, answerType, await TokenAsync(cancellationToken), cancellationToken);

    /// <summary>Removes something.</summary>
    /// <exception cref="StorageException">The server is not there, or refuses.</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        await _client.DeleteAsync(path, await TokenAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // A command asks once or twice, well within the life of a token.
    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (_token is null)
        {
            using SigningKey key = SigningKey.FromSeed(_device.Key);
            TokenAnswer answer = await CloudTokens.OfDeviceAsync(_client, _device.Device, key, cancellationToken);
            _token = answer.Token;
        }

        return _token;
    }
}
