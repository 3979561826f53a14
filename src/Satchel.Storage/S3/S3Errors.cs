using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;

namespace Satchel.Storage.S3;

/// <summary>Says a failure of an object store in the words of a storage.</summary>
internal static class S3Errors
{
    /// <summary>Whether <see cref="Translate"/> knows what to say of it. A cancellation of the caller's own is none.</summary>
    public static bool IsStorage(Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        StorageException => false,
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or WebException => true,
        ArgumentException or FormatException or XmlException => true,   // the client's own reading of an answer
        _ => false,
    };

    /// <summary>Whether a conditional write was refused because its condition does not hold.</summary>
    public static bool IsConditionFailed(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.PreconditionFailed;

    /// <summary>Whether two conditional writes met, and this one was not done.</summary>
    public static bool IsConflict(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.Conflict;

    /// <summary>Whether there is no object of that key.</summary>
    public static bool IsMissing(AmazonS3Exception error) => error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket";

    /// <summary>The same failure as a <see cref="StorageException"/>.</summary>
    /// <param name="where">The storage, and the blob where it is about one.</param>
    /// <param name="error">What the client threw.</param>
    public static StorageException Translate(string where, Exception error)
    {
        (StorageProblem problem, string message) = error switch
        {
            AmazonS3Exception s3 => Describe(s3),
            OperationCanceledException => (StorageProblem.Unreachable, "did not answer in time"),
            ArgumentException or FormatException or XmlException => (StorageProblem.Failed, "gave an answer that no object store gives"),
            _ => (StorageProblem.Unreachable, $"could not be reached ({Innermost(error).Message})"),
        };
        return new StorageException(problem, where, message, error);
    }

    private static (StorageProblem Problem, string Message) Describe(AmazonS3Exception error) => error.ErrorCode switch
    {
        "NoSuchBucket" => (StorageProblem.Failed, "there is no such bucket; make it first"),
        "QuotaExceeded" or "TooManyBuckets" or "InsufficientCapacity" => (StorageProblem.Full, $"has no room left ({error.ErrorCode})"),
        "RequestTimeTooSkewed" => (StorageProblem.Failed, "this machine's clock and the store's differ too much"),
        _ => error.StatusCode switch
        {
            HttpStatusCode.NotFound => (StorageProblem.NotFound, "there is no such blob"),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => (StorageProblem.Refused, $"did not allow that ({Code(error)})"),
            HttpStatusCode.InsufficientStorage => (StorageProblem.Full, "has no room left"),
            HttpStatusCode.RequestedRangeNotSatisfiable => (StorageProblem.WrongLength, "is shorter than the range that was wanted"),
            HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                (StorageProblem.Unreachable, $"could not answer now ({(int)error.StatusCode} {Code(error)})"),
            HttpStatusCode.BadRequest when IsBare(error) => (StorageProblem.Unreachable, "could not make out the request"),
            0 => (StorageProblem.Unreachable, $"could not be reached ({Innermost(error).Message})"),
            _ => (StorageProblem.Failed, $"{(int)error.StatusCode} {Code(error)}"),
        },
    };

    // A store that understood a request says with a code why it refused it; what gives none is the gateway before it, which
    // lost its place on the connection, and that connection is closed.
    private static bool IsBare(AmazonS3Exception error) => error.ErrorCode is null or "" or nameof(HttpStatusCode.BadRequest);

    private static string Code(AmazonS3Exception error) => string.IsNullOrEmpty(error.ErrorCode) ? error.StatusCode.ToString() : error.ErrorCode;

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error;
    }
}
