using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Accounts.Opaque;

namespace Satchel.Server.Tests;

/// <summary>A device of somebody who signed up over HTTP, with the real protocol.</summary>
internal sealed class TestDevice(HttpClient client, string email, byte[] recoverySecret, string account, string id, SigningKey key)
{
    private static readonly KeyStretching Least = new(KeyStretching.LeastMemoryBytes, KeyStretching.LeastPasses);

    public string Email { get; } = email;

    public string Account { get; } = account;

    public string Id { get; } = id;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Signs up, and expects it to work.</summary>
    public static async Task<TestDevice> SignUpAsync(HttpClient client, string email, string passphrase = "correct horse")
    {
        byte[] secret = RandomNumberGenerator.GetBytes(SigningKey.SeedBytes);
        SigningKey device = SigningKey.Create();
        using HttpResponseMessage answer = await SignUpAsync(client, email, passphrase, secret, device);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
        SignupAnswer made = (await answer.Content.ReadFromJsonAsync(AccountsJson.Default.SignupAnswer, Cancel))!;
        return new TestDevice(client, email, secret, made.Account, made.Device!, device);
    }

    /// <summary>Sends all that signing up takes, and gives the last answer.</summary>
    public static async Task<HttpResponseMessage> SignUpAsync(HttpClient client, string email, string passphrase, byte[] secret, SigningKey device)
    {
        using var registration = new OpaqueRegistration(Encoding.UTF8.GetBytes(passphrase));
        RegistrationAnswer begun = await PostAsync(client, "v1/registrations", new RegistrationRequest(email, registration.Request), AccountsJson.Default.RegistrationRequest, AccountsJson.Default.RegistrationAnswer);
        (byte[] record, byte[] exportKey) = registration.TryFinish(begun.Response, Least)!.Value;
        using SigningKey account = SigningKey.OfAccount(secret);
        byte[] accountKey = account.PublicKey.ToArray();
        string id = AccountId.Of(accountKey);
        byte[] envelope = RecoveryEnvelope.Seal(exportKey, id, secret);
        byte[] signature = account.Sign(SignedMessage.Account(id, record, envelope, device.PublicKey.Span));
        var signup = new SignupRequest(begun.Registration, email, accountKey, record, envelope, new NewDevice("laptop", device.PublicKey.ToArray()), signature);
        return await client.PostAsJsonAsync("v1/accounts", signup, AccountsJson.Default.SignupRequest, Cancel);
    }

    /// <summary>Signs in by passphrase; the answer to the last request.</summary>
    public static async Task<(HttpResponseMessage Answer, byte[]? ExportKey)> LogInAsync(HttpClient client, string email, string passphrase, NewDevice? device = null)
    {
        using var login = new OpaqueLogin(Encoding.UTF8.GetBytes(passphrase));
        LoginAnswer begun = await PostAsync(client, "v1/logins", new LoginRequest(email, login.Ke1), AccountsJson.Default.LoginRequest, AccountsJson.Default.LoginAnswer);
        (byte[] Ke3, byte[] ExportKey)? finished = login.TryFinish(begun.Ke2, Least);
        var finish = new LoginFinish(finished?.Ke3 ?? new byte[64], device);
        return (await client.PostAsJsonAsync($"v1/logins/{begun.Login}", finish, AccountsJson.Default.LoginFinish, Cancel), finished?.ExportKey);
    }

    /// <summary>A challenge for this device or, for the owner, this account.</summary>
    public async Task<byte[]> ChallengeAsync(bool owner = false) =>
        (await PostAsync(client, "v1/challenges", owner ? new ChallengeRequest(Account: Account) : new ChallengeRequest(Device: Id), AccountsJson.Default.ChallengeRequest, AccountsJson.Default.ChallengeAnswer)).Challenge;

    /// <summary>The answer to a request for a token.</summary>
    public Task<HttpResponseMessage> AskTokenAsync(byte[] challenge, bool owner = false, string? host = null)
    {
        host ??= client.BaseAddress!.Authority;
        using SigningKey account = SigningKey.OfAccount(recoverySecret);
        TokenRequest request = owner
            ? new TokenRequest(challenge, account.Sign(SignedMessage.Owner(host, Account, challenge)), Account: Account, Scope: TokenScope.Owner)
            : new TokenRequest(challenge, key.Sign(SignedMessage.Token(host, Id, challenge)), Device: Id);
        return client.PostAsJsonAsync("v1/tokens", request, AccountsJson.Default.TokenRequest, Cancel);
    }

    /// <summary>A token.</summary>
    public async Task<string> TokenAsync(bool owner = false)
    {
        using HttpResponseMessage answer = await AskTokenAsync(await ChallengeAsync(owner), owner);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        string token = (await answer.Content.ReadFromJsonAsync(AccountsJson.Default.TokenAnswer, Cancel))!.Token;
        Assert.Equal(32, Base64Url.DecodeFromChars(token).Length);
        return token;
    }

    private static async Task<TAnswer> PostAsync<TRequest, TAnswer>(
        HttpClient client, string path, TRequest request, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TRequest> requestType, System.Text.Json.Serialization.Metadata.JsonTypeInfo<TAnswer> answerType)
    {
        using HttpResponseMessage answer = await client.PostAsJsonAsync(path, request, requestType, Cancel);
        string body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {body}");
        return JsonSerializer.Deserialize(body, answerType)!;
    }
}
