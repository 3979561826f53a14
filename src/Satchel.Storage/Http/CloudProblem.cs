using System.Buffers;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;

namespace Satchel.Storage.Http;

/// <summary>Why a server refused, as its problem document (RFC 9457) and its status say it. Nothing of the server's own wording is repeated.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Code">What follows <c>urn:satchel:problem:</c> in the document's type; empty where there is no such document.</param>
/// <param name="RetryAfter">How long the server asks to wait, or null.</param>
internal sealed record CloudProblem(HttpStatusCode Status, string Code, TimeSpan? RetryAfter)
{
    private const string TypePrefix = "urn:satchel:problem:";
    private const int MaxDocumentBytes = 16 * 1024;
    private const int MaxCodeLength = 64;
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    /// <summary>Reads what the server says of a failure.</summary>
    public static async Task<CloudProblem> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        TimeSpan? retryAfter = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;
        string code = "";
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json" && response.Content.Headers.ContentLength is null or <= MaxDocumentBytes)
        {
            code = FindCode(await CloudBody.ReadAsync(response, MaxDocumentBytes, cancellationToken).ConfigureAwait(false));
        }

        return new CloudProblem(response.StatusCode, code, retryAfter);
    }

    /// <summary>The failure in the words of a storage.</summary>
    /// <param name="where">The storage, and the blob where it is about one.</param>
    public StorageException ToException(string where)
    {
        (StorageProblem problem, string message) = Code switch
        {
            "quota-exceeded" => (StorageProblem.OverQuota, "the account has no room left for this"),
            "plan-ended" => (StorageProblem.PlanEnded, "the account's plan has ended; what is there can be read, and nothing is added"),
            "suspended" => (StorageProblem.NotAllowed, "the account is suspended"),
            "owner-required" => (StorageProblem.NotAllowed, "only the account's owner may do that: the passphrase or the recovery code is needed"),
            "device-revoked" => (StorageProblem.NotAllowed, "this device was revoked; 'satchel login' adds it again"),
            "token-invalid" => (StorageProblem.NotAllowed, "the server does not take this device's token"),
            "blob-not-found" or "vault-not-found" or "head-not-found" => (StorageProblem.NotFound, "there is no such blob"),
            "digest-mismatch" => (StorageProblem.Unreachable, "what was sent did not arrive as it was sent"),
            "storage-unavailable" => (StorageProblem.Unreachable, "the server's own storage is full or away"),
            _ => OfStatus(),
        };
        return new StorageException(problem, where, message);
    }

    /// <summary>A failure of the connection in the words of a storage.</summary>
    public static StorageException OfConnection(string where, string host, Exception error) => error switch
    {
        OperationCanceledException => new(StorageProblem.Unreachable, where, $"{host} did not answer in time", error),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            new(StorageProblem.Failed, where, $"{host} does not prove that it is {host} ({Innermost(error).Message})", error),
        _ => new(StorageProblem.Unreachable, where, $"{host} could not be reached, or broke off ({Innermost(error).Message})", error),
    };

    private (StorageProblem Problem, string Message) OfStatus() => Status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (StorageProblem.NotAllowed, $"the server does not allow that ({Named})"),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
            (StorageProblem.Unreachable, $"the server cannot answer now ({Named})"),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => (StorageProblem.Failed, $"the server points elsewhere ({(int)Status}), and no token is sent there; give the address it lies at"),
        _ => (StorageProblem.Failed, Code.Length > 0 ? $"the server refused that ({Named})" : $"there is no Satchel cloud at this address ({Named})"),
    };

    private string Named => Code.Length > 0 ? $"{(int)Status} {Code}" : $"{(int)Status}";

    private static string FindCode(byte[] document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("type", out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                && type.GetString() is { } text
                && text.StartsWith(TypePrefix, StringComparison.Ordinal)
                && text.Length <= TypePrefix.Length + MaxCodeLength
                && text.AsSpan(TypePrefix.Length).IndexOfAnyExcept(CodeCharacters) < 0
                ? text[TypePrefix.Length..]
                : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error;
    }
}
