using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Storage;

namespace Satchel.Server.Problems;

/// <summary>The one place where failures become answers.</summary>
internal static partial class ProblemResponses
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(2);

    /// <summary>Answers what goes wrong further in with a problem document.</summary>
    public static void UseProblems(this WebApplication app)
    {
        ILogger logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Satchel.Server");
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            try
            {
                await next(context);
                if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } && !HttpMethods.IsHead(context.Request.Method))
                {
                    await WriteAsync(context, new ProblemException(Problem.OfStatus(context.Response.StatusCode)));
                }
            }
            catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                await WriteAsync(context, Of(error, logger));
            }
            catch (Exception error) when (context.RequestAborted.IsCancellationRequested || error is OperationCanceledException)
            {
                // Whoever asked has gone.
                context.Abort();
            }
        });
    }

    private static ProblemException Of(Exception error, ILogger logger)
    {
        switch (error)
        {
            case ProblemException problem:
                return problem;
            case BadHttpRequestException bad:
                return new ProblemException(Problem.OfStatus(bad.StatusCode));
            case JsonException:
                return new ProblemException(Problem.InvalidRequest, "the body is not the JSON that is asked for");
            case StorageException storage:
                LogStorageFailed(logger, storage.Problem, storage.InnerException?.GetType().Name);
                return new ProblemException(Problem.StorageUnavailable, retryAfter: storage.Problem == StorageProblem.Full ? TimeSpan.FromSeconds(60) : SoonAgain);
            case DbException or SocketException or TimeoutException:
                LogDatabaseFailed(logger, error.GetType().Name, (error as DbException)?.SqlState);
                return new ProblemException(Problem.DatabaseUnavailable, retryAfter: SoonAgain);
            default:
                LogUnforeseen(logger, error);
                return new ProblemException(Problem.Internal);
        }
    }

    private static async Task WriteAsync(HttpContext context, ProblemException error)
    {
        Problem problem = error.Problem;
        HttpResponse response = context.Response;
        response.Clear();
        response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        response.Headers["Satchel-Problem"] = problem.Code; // a HEAD request has no other way to tell
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var document = new ProblemDocument(ProblemCode.TypePrefix + problem.Code, problem.Title, problem.Status, error.Detail);
        response.ContentType = "application/problem+json";
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(document, AccountsJson.Default.ProblemDocument);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    [LoggerMessage(1001, LogLevel.Warning, "The storage failed: {StorageProblem} ({Cause})")]
    private static partial void LogStorageFailed(ILogger logger, StorageProblem storageProblem, string? cause);

    [LoggerMessage(1002, LogLevel.Warning, "The database failed: {Kind} {SqlState}")]
    private static partial void LogDatabaseFailed(ILogger logger, string kind, string? sqlState);

    [LoggerMessage(1003, LogLevel.Error, "A request failed in a way that nobody foresaw")]
    private static partial void LogUnforeseen(ILogger logger, Exception error);
}
