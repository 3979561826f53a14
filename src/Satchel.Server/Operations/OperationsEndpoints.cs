using System.Data.Common;
using System.Diagnostics;
using System.Net;
using Dapper;
using Satchel.Server.Blobs;
using Satchel.Server.Database;
using Satchel.Server.Problems;
using Satchel.Storage;

namespace Satchel.Server.Operations;

/// <summary>For whoever runs the server: is it there, may it be sent requests, what has it done.</summary>
internal static class OperationsEndpoints
{
    private static readonly TimeSpan ReadyPatience = TimeSpan.FromSeconds(5);

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("ok\n"));
        routes.MapGet("/readyz", ReadyAsync);
        routes.MapGet("/metrics", Metrics);
    }

    /// <summary>Counts and times every request, by the pattern of its address: an address itself may name somebody's vault.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        ServerMetrics metrics = app.Services.GetRequiredService<ServerMetrics>();
        app.Use(async (HttpContext context, RequestDelegate next) =>
        {
            long began = Stopwatch.GetTimestamp();
            metrics.RequestBegan();
            try
            {
                await next(context);
            }
            finally
            {
                string route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
                metrics.RequestEnded(Known(context.Request.Method), route, context.Response.StatusCode, Stopwatch.GetElapsedTime(began));
                if (context.Response.Headers["Satchel-Problem"] is [{ } code])
                {
                    metrics.Refused(code);
                }
            }
        });
    }

    // A label of a stranger's choosing would be a way to fill the memory.
    private static string Known(string method) => method is "GET" or "PUT" or "POST" or "DELETE" or "HEAD" ? method : "other";

    private static async Task<IResult> ReadyAsync(ServerDatabase database, BlobStorage storage, TimeProvider time, CancellationToken cancellationToken)
    {
        await using (DbConnection connection = await database.OpenAsync(cancellationToken).AsTask().WaitAsync(ReadyPatience, time, cancellationToken))
        {
            await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM settings");
        }

        (IBlobStore store, BlobName place) = storage.Locate(0, new byte[16]);
        await store.FindLengthAsync(place, cancellationToken).AsTask().WaitAsync(ReadyPatience, time, cancellationToken);
        return Results.Text("ready\n");
    }

    private static IResult Metrics(HttpContext context, PrometheusText text) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For")
            ? Results.Text(text.Write(), "text/plain; version=0.0.4")
            : throw new ProblemException(Problem.NotFound);
}
