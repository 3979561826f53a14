using Satchel.Accounts;

namespace Satchel.Server.Problems;

/// <summary>Every reason a request fails for: a code for programs, a status, a sentence. docs/server-api.md lists them.</summary>
internal sealed record Problem(string Code, int Status, string Title)
{
    public static readonly Problem InvalidRequest = new("invalid-request", 400, "The request is not of the form that is asked for");
    public static readonly Problem InvalidName = new("invalid-name", 400, "That is not a name");
    public static readonly Problem SignatureInvalid = new("signature-invalid", 400, "The delivery was not signed by whom it should be from, or too long ago");
    public static readonly Problem TokenInvalid = new(ProblemCode.TokenInvalid, 401, "The token is missing, unknown or has expired");
    public static readonly Problem DeviceRevoked = new(ProblemCode.DeviceRevoked, 401, "The device has been revoked");
    public static readonly Problem LoginFailed = new(ProblemCode.LoginFailed, 401, "The address or the secret is wrong");
    public static readonly Problem OwnerRequired = new(ProblemCode.OwnerRequired, 403, "Only the owner's token may do this");
    public static readonly Problem Suspended = new(ProblemCode.Suspended, 403, "The account is suspended");
    public static readonly Problem PlanEnded = new(ProblemCode.PlanEnded, 403, "The plan has ended; what is stored can be read");
    public static readonly Problem NotFound = new("not-found", 404, "There is nothing at this address");
    public static readonly Problem VaultNotFound = new("vault-not-found", 404, "There is no such vault");
    public static readonly Problem BlobNotFound = new("blob-not-found", 404, "There is no such blob");
    public static readonly Problem HeadNotFound = new("head-not-found", 404, "There is no such head");
    public static readonly Problem DeviceNotFound = new("device-not-found", 404, "There is no such device");
    public static readonly Problem OrderNotFound = new("order-not-found", 404, "There is no such order");
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "This address does not take that method");
    public static readonly Problem TooSlow = new("too-slow", 408, "The request came too slowly");
    public static readonly Problem SignupRefused = new(ProblemCode.SignupRefused, 409, "No account can be made with that");
    public static readonly Problem OrderRefused = new("order-refused", 409, "That cannot be ordered");
    public static readonly Problem VoucherRefused = new("voucher-refused", 409, "That is no voucher that can be used");
    public static readonly Problem FamilyRefused = new("family-refused", 409, "That is not possible in this family");
    public static readonly Problem Held = new("held", 409, "The account cannot be erased now; ask the operator");
    public static readonly Problem LengthRequired = new("length-required", 411, "Content-Length is missing");
    public static readonly Problem Exists = new("exists", 412, "The name is taken, and blobs are never replaced");
    public static readonly Problem HeadConflict = new("head-conflict", 412, "The head is not what was expected");
    public static readonly Problem TooLarge = new("too-large", 413, "The content is longer than is taken");
    public static readonly Problem RangeNotSatisfiable = new("range-not-satisfiable", 416, "The blob ends before the range does");
    public static readonly Problem DigestMismatch = new("digest-mismatch", 422, "The content does not have the digest that was announced");
    public static readonly Problem ConditionRequired = new("condition-required", 428, "If-Match or If-None-Match is missing");
    public static readonly Problem TooManyRequests = new("too-many-requests", 429, "Too many requests");
    public static readonly Problem HeadersTooLarge = new("headers-too-large", 431, "The headers are longer than is taken");
    public static readonly Problem Internal = new("internal", 500, "The server made a mistake");
    public static readonly Problem Busy = new("busy", 503, "The server is busy");
    public static readonly Problem StorageUnavailable = new("storage-unavailable", 503, "The storage is full or away");
    public static readonly Problem DatabaseUnavailable = new("database-unavailable", 503, "The database is away");
    public static readonly Problem QuotaExceeded = new("quota-exceeded", 507, "The account's quota is used up");

    /// <summary>The problem that stands for a status which the framework gave.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => TooSlow,
        411 => LengthRequired,
        413 => TooLarge,
        431 => HeadersTooLarge,
        >= 500 => Internal,
        _ => InvalidRequest with { Status = status },
    };
}
