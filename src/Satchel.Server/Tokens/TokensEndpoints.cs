using System.Buffers.Text;
using System.Security.Cryptography;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Server.Hosting;
using Satchel.Server.Json;
using Satchel.Server.Limits;
using Satchel.Server.Problems;

namespace Satchel.Server.Tokens;

/// <summary>From a challenge that a key has signed to a token that is good for a while.</summary>
internal static class TokensEndpoints
{
    private static readonly TimeSpan ChallengeLife = TimeSpan.FromMinutes(2);

    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/challenges", ChallengeAsync);
        routes.MapPost("/v1/tokens", GiveAsync);
    }

    // The same for an id that there is not, so that nobody can ask which there are.
    private static async Task<IResult> ChallengeAsync(HttpContext context, TokenQueries tokens, RateLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Tokens, limits.NetworkOf(context), cancellationToken);
        ChallengeRequest request = await context.Request.ReadJsonAsync(AccountsJson.Default.ChallengeRequest, cancellationToken);
        string subject = SubjectOf(request.Account, request.Device);
        byte[] challenge = RandomNumberGenerator.GetBytes(SignedMessage.ChallengeBytes);
        await tokens.AddChallengeAsync(SHA256.HashData(challenge), subject, time.GetUtcNow() + ChallengeLife, cancellationToken);
        return Results.Json(new ChallengeAnswer(challenge), AccountsJson.Default.ChallengeAnswer);
    }

    private static async Task<IResult> GiveAsync(HttpContext context, TokenQueries tokens, ServerSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        TokenRequest request = await context.Request.ReadJsonAsync(AccountsJson.Default.TokenRequest, cancellationToken);
        string subject = SubjectOf(request.Account, request.Device);
        CallerScope scope = ScopeOf(request);
        SignerRow? signer = request.Device is not null
            ? await tokens.FindDeviceAsync(request.Device, cancellationToken)
            : await tokens.FindAccountAsync(request.Account!, cancellationToken);

        // The challenge goes whatever comes of it: one that was tried is worth nothing any more.
        bool taken = await tokens.TakeChallengeAsync(SHA256.HashData(request.Challenge), subject, cancellationToken);
        string host = context.Request.Host.Value ?? "";
        if (!taken || signer is null || !settings.Answers(host) || !SigningKey.Verify(signer.PublicKey, MessageOf(request, host), request.Signature))
        {
            throw new ProblemException(Problem.TokenInvalid, "the challenge is used or has expired, or the signature is not by that key for this host");
        }

        if (signer.RevokedAt is not null)
        {
            throw new ProblemException(Problem.DeviceRevoked);
        }

        if (signer.Suspended != 0)
        {
            throw new ProblemException(Problem.Suspended);
        }

        byte[] token = RandomNumberGenerator.GetBytes(Token.Bytes);
        DateTimeOffset expiresAt = time.GetUtcNow() + Token.Life;
        await tokens.AddTokenAsync(SHA256.HashData(token), signer, scope, expiresAt, cancellationToken);
        return Results.Json(
            new TokenAnswer(Base64Url.EncodeToString(token), expiresAt, scope == CallerScope.Owner ? TokenScope.Owner : TokenScope.Add), AccountsJson.Default.TokenAnswer);
    }

    private static byte[] MessageOf(TokenRequest request, string host) => request.Device is { } device
        ? SignedMessage.Token(host, device, request.Challenge)
        : SignedMessage.Owner(host, request.Account!, request.Challenge);

    private static CallerScope ScopeOf(TokenRequest request) => (request.Device, request.Scope) switch
    {
        (not null, null or TokenScope.Add) => CallerScope.Add,
        (null, TokenScope.Owner) => CallerScope.Owner,
        _ => throw new ProblemException(Problem.InvalidRequest, "a device signs for scope add, an account for scope owner"),
    };

    private static string SubjectOf(string? account, string? device)
    {
        if ((account is null) == (device is null) || !AccountId.IsValid(account ?? device))
        {
            throw new ProblemException(Problem.InvalidRequest, "give the id of an account or of a device");
        }

        return account is null ? $"device {device}" : $"account {account}";
    }
}
