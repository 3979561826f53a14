using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Accounts.Opaque;

namespace Satchel.Load;

/// <summary>An account of a load test: signed up as a client signs up, with a token of its device.</summary>
internal sealed class LoadAccount : IDisposable
{
    private readonly SigningKey _device;
    private readonly string _id;

    private LoadAccount(SigningKey device, string id)
    {
        _device = device;
        _id = id;
    }

    /// <summary>What goes with each request of the account, once it is signed in.</summary>
    public AuthenticationHeaderValue? Token { get; private set; }

    /// <summary>A passphrase's record. Stretching a passphrase takes a client a tenth of a second, so one serves all accounts: a server cannot tell.</summary>
    public static async Task<byte[]> RecordAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var registration = new OpaqueRegistration("a passphrase of nobody"u8);
        RegistrationAnswer started = await RegisterAsync(client, "record@example.org", registration.Request, cancellationToken);
        return registration.TryFinish(started.Response, new KeyStretching(KeyStretching.LeastMemoryBytes, KeyStretching.LeastPasses))!.Value.Record;
    }

    /// <summary>Signs up.</summary>
    public static async Task<LoadAccount> SignUpAsync(HttpClient client, string email, byte[] record, CancellationToken cancellationToken)
    {
        using var registration = new OpaqueRegistration("another passphrase"u8);
        RegistrationAnswer started = await RegisterAsync(client, email, registration.Request, cancellationToken);
        using SigningKey account = SigningKey.Create();
        SigningKey device = SigningKey.Create();
        byte[] publicKey = account.PublicKey.ToArray();
        string id = AccountId.Of(publicKey);
        byte[] envelope = RandomNumberGenerator.GetBytes(RecoveryEnvelope.Bytes);
        byte[] deviceKey = device.PublicKey.ToArray();
        byte[] signature = account.Sign(SignedMessage.Account(id, record, envelope, deviceKey));
        var request = new SignupRequest(started.Registration, email, publicKey, record, envelope, new NewDevice("load", deviceKey), signature, null);
        using HttpResponseMessage response = await client.PostAsJsonAsync("/v1/accounts", request, AccountsJson.Default.SignupRequest, cancellationToken);
        response.EnsureSuccessStatusCode();
        SignupAnswer answer = (await response.Content.ReadFromJsonAsync(AccountsJson.Default.SignupAnswer, cancellationToken))!;
        return new LoadAccount(device, answer.Device!);
    }

    /// <summary>Gets a token and makes the vault "load".</summary>
    public async Task SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using HttpResponseMessage asked = await client.PostAsJsonAsync("/v1/challenges", new ChallengeRequest(Device: _id), AccountsJson.Default.ChallengeRequest, cancellationToken);
        asked.EnsureSuccessStatusCode();
        byte[] challenge = (await asked.Content.ReadFromJsonAsync(AccountsJson.Default.ChallengeAnswer, cancellationToken))!.Challenge;
        byte[] signature = _device.Sign(SignedMessage.Token(client.BaseAddress!.Authority, _id, challenge));
        using HttpResponseMessage given = await client.PostAsJsonAsync("/v1/tokens", new TokenRequest(challenge, signature, Device: _id), AccountsJson.Default.TokenRequest, cancellationToken);
        given.EnsureSuccessStatusCode();
        Token = new AuthenticationHeaderValue("Bearer", (await given.Content.ReadFromJsonAsync(AccountsJson.Default.TokenAnswer, cancellationToken))!.Token);
        using var make = new HttpRequestMessage(HttpMethod.Put, "/v1/vaults/load") { Headers = { Authorization = Token }, Content = new ByteArrayContent([]) };
        using HttpResponseMessage made = await client.SendAsync(make, cancellationToken);
        made.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public void Dispose() => _device.Dispose();

    private static async Task<RegistrationAnswer> RegisterAsync(HttpClient client, string email, byte[] request, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.PostAsJsonAsync("/v1/registrations", new RegistrationRequest(email, request), AccountsJson.Default.RegistrationRequest, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(AccountsJson.Default.RegistrationAnswer, cancellationToken))!;
    }
}
