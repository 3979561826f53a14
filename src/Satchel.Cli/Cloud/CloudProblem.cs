using System.Globalization;
using System.Net;
using System.Text.Json;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Storage;

namespace Satchel.Cli.Cloud;

/// <summary>What a server's refusal means to the person.</summary>
internal static class CloudProblem
{
    /// <summary>The exception for an answer that is no success.</summary>
    public static Exception Of(CloudAddress address, HttpStatusCode status, byte[] body, TimeSpan? retryAfter)
    {
        ProblemDocument? problem = Read(body);
        string said = problem?.Detail ?? problem?.Title ?? string.Create(CultureInfo.InvariantCulture, $"the server answered with status {(int)status}");
        return problem?.Code() switch
        {
            ProblemCode.LoginFailed => WrongPassphrase(address),
            ProblemCode.SignupRefused => new CommandException(
                ExitCode.NotAllowed, ErrorAnchor.NotAllowed, $"{address.Host}: no account was made: {said}", "if the address has an account there already, 'satchel login' adds this device to it"),
            ProblemCode.DeviceRevoked => new CommandException(
                ExitCode.NotAllowed, ErrorAnchor.NotAllowed, $"{address.Host}: this device was revoked", $"'satchel login {address.Typed}' signs it in again, with the passphrase or the recovery code"),
            ProblemCode.PlanEnded => new StorageException(StorageProblem.PlanEnded, address.Host, said),
            ProblemCode.Suspended or ProblemCode.OwnerRequired or ProblemCode.TokenInvalid => new StorageException(StorageProblem.NotAllowed, address.Host, said),
            _ => ByStatus(address, status, said, retryAfter),
        };
    }

    /// <summary>The passphrase, or the address that it is of, is wrong: neither side can tell which.</summary>
    public static CommandException WrongPassphrase(CloudAddress address) => new(
        ExitCode.WrongKey, ErrorAnchor.WrongPassphrase, $"{address.Host}: the e-mail address or the passphrase is wrong", "the recovery code signs in as well: --recovery-code-file");

    private static StorageException ByStatus(CloudAddress address, HttpStatusCode status, string said, TimeSpan? retryAfter) => status switch
    {
        HttpStatusCode.TooManyRequests => new(StorageProblem.Unreachable, address.Host, "too many requests from here" + Again(retryAfter)),
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new(StorageProblem.Unreachable, address.Host, "the server is not ready" + Again(retryAfter)),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(StorageProblem.NotAllowed, address.Host, said),
        _ => new(StorageProblem.Failed, address.Host, said),
    };

    private static string Again(TimeSpan? retryAfter) =>
        retryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; it may be tried again in {Math.Ceiling(wait.TotalSeconds):0} s") : "";

    private static ProblemDocument? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AccountsJson.Default.ProblemDocument);
        }
        catch (JsonException)
        {
            return null; // a proxy's page, or nothing
        }
    }
}
