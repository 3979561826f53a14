using System.Text;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Accounts.Opaque;
using Satchel.Server.Devices;
using Satchel.Server.Json;
using Satchel.Server.Limits;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Accounts;

/// <summary>Signing up and signing in. No answer tells whether an address has an account, but that of a signup which takes one that has.</summary>
internal static class AccountsEndpoints
{
    private const int MaxLanguageLength = 35; // as long as BCP 47 says that a tag need be taken

    private static readonly TimeSpan RegistrationLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LoginLife = TimeSpan.FromMinutes(2);

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/registrations", RegisterAsync);
        routes.MapPost("/v1/accounts", SignUpAsync);
        routes.MapPost("/v1/logins", BeginLoginAsync);
        routes.MapPost("/v1/logins/{login}", FinishLoginAsync);
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext context, AccountQueries accounts, ServerKeys keys, RateLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Signups, limits.NetworkOf(context), cancellationToken);
        RegistrationRequest request = await context.Request.ReadJsonAsync(AccountsJson.Default.RegistrationRequest, cancellationToken);
        string email = Normalize(request.Email);
        byte[] response = keys.Opaque.TryRespondToRegistration(Encoding.UTF8.GetBytes(email), request.Request)
            ?? throw new ProblemException(Problem.InvalidRequest, "request is no registration request");
        string registration = NewId(out byte[] digest);
        await accounts.BeginRegistrationAsync(digest, email, time.GetUtcNow() + RegistrationLife, cancellationToken);
        return Results.Json(new RegistrationAnswer(registration, response), AccountsJson.Default.RegistrationAnswer);
    }

    private static async Task<IResult> SignUpAsync(HttpContext context, AccountQueries accounts, Signups signups, RateLimits limits, CancellationToken cancellationToken)
    {
        SignupRequest signup = await context.Request.ReadJsonAsync(AccountsJson.Default.SignupRequest, cancellationToken);
        string email = Normalize(signup.Email);
        DeviceQueries.Require(signup.Device);
        if (!OpaqueServer.IsRecord(signup.Record)
            || signup.Envelope.Length != RecoveryEnvelope.Bytes
            || signup.AccountKey.Length != SigningKey.PublicKeyBytes
            || signup.Language?.Length > MaxLanguageLength)
        {
            throw new ProblemException(Problem.InvalidRequest, "the record, the envelope, the key or the language is none");
        }

        string id = AccountId.Of(signup.AccountKey);
        if (!SigningKey.Verify(signup.AccountKey, SignedMessage.Account(id, signup.Record, signup.Envelope, signup.Device.Key), signup.Signature))
        {
            throw new ProblemException(Problem.InvalidRequest, "the signature is not the account key's");
        }

        bool isRegistration = Token.TryDigest(signup.Registration, out byte[] registration);
        if (signups.AreConfirmed)
        {
            await limits.SpendAsync(RateLimit.Confirmations, email, cancellationToken);
            return isRegistration && await signups.BeginAsync(registration, id, email, signup, cancellationToken)
                ? Results.Json(new SignupAnswer(id), AccountsJson.Default.SignupAnswer, statusCode: StatusCodes.Status201Created)
                : throw new ProblemException(Problem.SignupRefused, "the registration has expired");
        }

        if (!isRegistration
            || await accounts.MakeAsync(registration, id, email, signup, cancellationToken) is not { } device)
        {
            throw new ProblemException(Problem.SignupRefused, "the registration has expired, or the address has an account already");
        }

        return Results.Json(new SignupAnswer(id, device), AccountsJson.Default.SignupAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> BeginLoginAsync(
        HttpContext context, AccountQueries accounts, ServerKeys keys, RateLimits limits, TimeProvider time, CancellationToken cancellationToken)
    {
        string network = limits.NetworkOf(context);
        await limits.SpendAsync(RateLimit.LoginsOfNetwork, network, cancellationToken);
        LoginRequest request = await context.Request.ReadJsonAsync(AccountsJson.Default.LoginRequest, cancellationToken);
        string email = Normalize(request.Email);
        await limits.SpendAsync(RateLimit.LoginsOfAccount, $"{network}\0{email}", cancellationToken);
        await limits.SpendAsync(RateLimit.LoginsOfAccountAnywhere, email, cancellationToken);
        CredentialRow? credential = await accounts.FindCredentialAsync(email, cancellationToken);
        OpaqueServerLogin answer = keys.Opaque.TryRespondToLogin(Encoding.UTF8.GetBytes(email), credential?.OpaqueRecord, request.Ke1)
            ?? throw new ProblemException(Problem.InvalidRequest, "ke1 is none");
        string login = NewId(out byte[] digest);
        await accounts.BeginLoginAsync(digest, credential?.Id, answer.Expected, time.GetUtcNow() + LoginLife, cancellationToken);
        return Results.Json(new LoginAnswer(login, answer.Ke2), AccountsJson.Default.LoginAnswer);
    }

    private static async Task<IResult> FinishLoginAsync(string login, HttpContext context, AccountQueries accounts, RateLimits limits, CancellationToken cancellationToken)
    {
        LoginFinish finish = await context.Request.ReadJsonAsync(AccountsJson.Default.LoginFinish, cancellationToken);
        if (finish.Device is not null)
        {
            DeviceQueries.Require(finish.Device);
        }

        LoginRow? state = Token.TryDigest(login, out byte[] digest) ? await accounts.TakeLoginAsync(digest, cancellationToken) : null;
        if (state is null || !OpaqueServer.Finish(state.State, finish.Ke3) || state.Account is null)
        {
            if (state?.Account is { } tried)
            {
                await accounts.RefuseLoginAsync(tried, cancellationToken);
            }

            throw new ProblemException(Problem.LoginFailed);
        }

        CredentialRow credential = await accounts.FindCredentialOfAsync(state.Account, cancellationToken) ?? throw new ProblemException(Problem.LoginFailed);
        if (credential.Suspended != 0)
        {
            throw new ProblemException(Problem.Suspended);
        }

        await limits.ForgiveAsync(RateLimit.LoginsOfAccount, $"{limits.NetworkOf(context)}\0{credential.Email}", cancellationToken);
        string? device = await accounts.CompleteLoginAsync(credential.Id, finish.Device, cancellationToken);
        return Results.Json(new LoginResult(credential.Id, credential.Email, credential.Envelope, device), AccountsJson.Default.LoginResult);
    }

    private static string Normalize(string email) =>
        EmailAddress.TryNormalize(email, out string address) ? address : throw new ProblemException(Problem.InvalidRequest, "email is no address");

    private static string NewId(out byte[] digest)
    {
        string id = Token.New();
        Token.TryDigest(id, out digest);
        return id;
    }
}
