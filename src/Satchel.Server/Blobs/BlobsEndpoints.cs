using Satchel.Server.Json;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;
using Satchel.Server.Vaults;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>Blobs over HTTP: put once, read, ask about, list, delete.</summary>
internal static class BlobsEndpoints
{
    // Each backup says there that it is at work, and takes that away when it ends: nobody's data, so no matter for the owner.
    private const string SessionFolder = "sessions/";

    public static RouteGroupBuilder MapBlobs(this RouteGroupBuilder vault)
    {
        vault.MapGet("/blobs", ListAsync);
        vault.MapPost("/exists", ExistAsync);
        vault.MapMethods("/blobs/{**blob}", [HttpMethods.Get, HttpMethods.Head], GetAsync);
        vault.MapPut("/blobs/{**blob}", PutAsync);
        vault.MapDelete("/blobs/{**blob}", DeleteAsync);
        return vault;
    }

    private static async Task<IResult> PutAsync(
        string vault, string blob, HttpRequest request, HttpResponse response, Caller caller, VaultQueries vaults, BlobUpload upload, CancellationToken cancellationToken)
    {
        BlobName name = Parse(blob);
        if (request.Headers.IfNoneMatch != "*")
        {
            throw new ProblemException(Problem.ConditionRequired, "a blob is put with If-None-Match: *");
        }

        if (!ContentDigest.TryParse(request.Headers["Content-Digest"].ToString(), out byte[] digest))
        {
            throw new ProblemException(Problem.InvalidRequest, "a blob is put with Content-Digest: sha-256=:<base64>:");
        }

        if (request.ContentLength is not { } length)
        {
            throw new ProblemException(Problem.LengthRequired);
        }

        if (length > BlobLimits.MaxBlobBytes)
        {
            throw new ProblemException(Problem.TooLarge, $"a blob has at most {BlobLimits.MaxBlobBytes} bytes");
        }

        caller.RequireWriting();
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        await upload.RunAsync(request, caller, number, name, (int)length, digest, cancellationToken);
        response.Headers.ETag = $"\"{Convert.ToHexStringLower(digest)}\"";
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task GetAsync(
        string vault, string blob, HttpContext context, Caller caller, VaultQueries vaults, BlobQueries blobs, BlobDownload download)
    {
        long number = await vaults.FindAsync(caller, vault, context.RequestAborted);
        BlobRow row = await blobs.FindAsync(number, Parse(blob), context.RequestAborted) ?? throw new ProblemException(Problem.BlobNotFound);
        await download.RunAsync(context, caller, number, row);
    }

    private static async Task<IResult> DeleteAsync(
        string vault, string blob, Caller caller, VaultQueries vaults, BlobQueries blobs, CancellationToken cancellationToken)
    {
        BlobName name = Parse(blob);
        if (!name.Value.StartsWith(SessionFolder, StringComparison.Ordinal))
        {
            caller.RequireOwner();
        }

        caller.RequireWriting();
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        return await blobs.TrashAsync(caller.Account, number, name, cancellationToken) ? Results.NoContent() : throw new ProblemException(Problem.BlobNotFound);
    }

    private static async Task<IResult> ListAsync(
        string vault, string? prefix, string? after, int? limit, Caller caller, VaultQueries vaults, BlobQueries blobs, CancellationToken cancellationToken)
    {
        int most = Paging.Limit(limit);
        Paging.RequirePrefix(prefix);
        Paging.RequirePrefix(after);
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        IReadOnlyList<BlobRow> rows = await blobs.ListAsync(number, prefix ?? "", after ?? "", most + 1, cancellationToken);
        string? next = rows.Count > most ? rows[most - 1].Name : null;
        return Results.Json(new BlobPage([.. rows.Take(most).Select(Answer)], next), ServerJson.Default.BlobPage);
    }

    private static async Task<IResult> ExistAsync(
        string vault, HttpRequest request, Caller caller, VaultQueries vaults, BlobQueries blobs, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = (await request.ReadJsonAsync(ServerJson.Default.BlobNames, cancellationToken)).Names;
        if (names.Count > Paging.MaxEntries || !names.All(name => name is not null && BlobName.IsValid(name)))
        {
            throw new ProblemException(Problem.InvalidRequest, $"at most {Paging.MaxEntries} names of blobs are taken");
        }

        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        IReadOnlyList<BlobRow> rows = await blobs.FindAsync(number, names, cancellationToken);
        return Results.Json(new BlobPage([.. rows.Select(Answer)], null), ServerJson.Default.BlobPage);
    }

    private static BlobAnswer Answer(BlobRow blob) => new(blob.Name, blob.Bytes, JsonBodies.Rfc3339(blob.StoredAt));

    private static BlobName Parse(string blob) =>
        BlobName.IsValid(blob) && new BlobName(blob) is { IsHead: false } name ? name : throw new ProblemException(Problem.InvalidName, "that is not the name of a blob");
}
