using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using Satchel.Server.Blobs;
using Satchel.Server.Json;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;
using Satchel.Server.Vaults;
using Satchel.Storage;

namespace Satchel.Server.Heads;

/// <summary>Heads over HTTP: small pointers that move by compare-and-set only.</summary>
internal static class HeadsEndpoints
{
    public static RouteGroupBuilder MapHeads(this RouteGroupBuilder vault)
    {
        vault.MapGet("/heads", ListAsync);
        vault.MapGet("/heads/{**head}", GetAsync);
        vault.MapPut("/heads/{**head}", PutAsync);
        vault.MapDelete("/heads/{**head}", DeleteAsync);
        return vault;
    }

    private static async Task<IResult> ListAsync(
        string vault, string? prefix, string? after, int? limit, Caller caller, VaultQueries vaults, HeadQueries heads, CancellationToken cancellationToken)
    {
        int most = Paging.Limit(limit);
        Paging.RequirePrefix(prefix);
        Paging.RequirePrefix(after);
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        IReadOnlyList<string> names = await heads.ListAsync(number, prefix ?? "", after ?? "", most + 1, cancellationToken);
        return names.Count > most
            ? Results.Json(new HeadPage([.. names.Take(most)], names[most - 1]), ServerJson.Default.HeadPage)
            : Results.Json(new HeadPage(names, null), ServerJson.Default.HeadPage);
    }

    private static async Task<IResult> GetAsync(
        string vault, string head, HttpResponse response, Caller caller, VaultQueries vaults, HeadQueries heads, CancellationToken cancellationToken)
    {
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        byte[] content = await heads.FindAsync(number, Parse(head), cancellationToken) ?? throw new ProblemException(Problem.HeadNotFound);
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(content, "application/octet-stream", entityTag: Tag(content));
    }

    private static async Task<IResult> PutAsync(
        string vault, string head, HttpRequest request, HttpResponse response, Caller caller, VaultQueries vaults, HeadQueries heads, CancellationToken cancellationToken)
    {
        BlobName name = Parse(head);
        byte[]? expected = ReadCondition(request.GetTypedHeaders());
        caller.RequireWriting();
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        byte[] content = await ReadAsync(request, cancellationToken);
        if (!await heads.CompareAndSetAsync(number, name, expected, content, cancellationToken))
        {
            throw new ProblemException(Problem.HeadConflict);
        }

        response.Headers.ETag = Tag(content).ToString();
        return Results.NoContent();
    }

    private static async Task<IResult> DeleteAsync(
        string vault, string head, Caller caller, VaultQueries vaults, HeadQueries heads, CancellationToken cancellationToken)
    {
        BlobName name = Parse(head);
        caller.RequireOwner();
        caller.RequireWriting();
        long number = await vaults.FindAsync(caller, vault, cancellationToken);
        return await heads.DeleteAsync(number, name, cancellationToken) ? Results.NoContent() : throw new ProblemException(Problem.HeadNotFound);
    }

    // Null where the head must not be there yet, which If-None-Match says; else the digest that If-Match names.
    private static byte[]? ReadCondition(RequestHeaders headers)
    {
        if (headers.IfNoneMatch is [{ Tag.Value: "*" }] && headers.IfMatch.Count == 0)
        {
            return null;
        }

        if (headers.IfMatch is not [{ IsWeak: false } tag] || headers.IfNoneMatch.Count > 0)
        {
            throw new ProblemException(Problem.ConditionRequired, "give If-Match: \"<sha-256 in hex>\" or If-None-Match: *");
        }

        string hex = tag.Tag.Value!.Trim('"');
        return hex.Length == 2 * SHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : throw new ProblemException(Problem.HeadConflict);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is not { } length)
        {
            throw new ProblemException(Problem.LengthRequired);
        }

        if (length > BlobLimits.MaxHeadBytes)
        {
            throw new ProblemException(Problem.TooLarge, $"a head has at most {BlobLimits.MaxHeadBytes} bytes");
        }

        byte[] content = new byte[length];
        await request.Body.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    // The address holds the whole name, 'heads/' and all, as blobs' addresses do.
    private static BlobName Parse(string head) =>
        BlobName.IsValid(head) && new BlobName(head) is { IsHead: true } name ? name : throw new ProblemException(Problem.InvalidName, "a head's name starts with 'heads/'");

    private static EntityTagHeaderValue Tag(byte[] content) => new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
}
