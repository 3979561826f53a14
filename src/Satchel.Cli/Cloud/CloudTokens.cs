using Satchel.Accounts;
using Satchel.Accounts.Messages;

namespace Satchel.Cli.Cloud;

/// <summary>Signs challenges for tokens.</summary>
internal static class CloudTokens
{
    /// <summary>A token of a device, for every day.</summary>
    public static async Task<TokenAnswer> OfDeviceAsync(CloudClient client, string device, SigningKey key, CancellationToken cancellationToken)
    {
        byte[] challenge = await ChallengeAsync(client, new ChallengeRequest(Device: device), cancellationToken);
        byte[] signature = key.Sign(SignedMessage.Token(client.Address.Host, device, challenge));
        return await AskAsync(client, new TokenRequest(challenge, signature, Device: device), cancellationToken);
    }

    /// <summary>A token of the account's owner, who may delete.</summary>
    public static async Task<TokenAnswer> OfOwnerAsync(CloudClient client, SigningKey accountKey, CancellationToken cancellationToken)
    {
        string account = AccountId.Of(accountKey.PublicKey.Span);
        byte[] challenge = await ChallengeAsync(client, new ChallengeRequest(Account: account), cancellationToken);
        byte[] signature = accountKey.Sign(SignedMessage.Owner(client.Address.Host, account, challenge));
        return await AskAsync(client, new TokenRequest(challenge, signature, Account: account, Scope: TokenScope.Owner), cancellationToken);
    }

    private static async Task<byte[]> ChallengeAsync(CloudClient client, ChallengeRequest request, CancellationToken cancellationToken) =>
        (await client.PostAsync("v1/challenges", request, AccountsJson.Default.ChallengeRequest, AccountsJson.Default.ChallengeAnswer, null, cancellationToken)).Challenge;

    private static Task<TokenAnswer> AskAsync(CloudClient client, TokenRequest request, CancellationToken cancellationToken) =>
        client.PostAsync("v1/tokens", request, AccountsJson.Default.TokenRequest, AccountsJson.Default.TokenAnswer, null, cancellationToken);
}
