using System.Buffers;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Satchel.Server.Operations;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>Giving a blob out, whole or a range of it, a piece at a time.</summary>
internal sealed class BlobDownload(BlobStorage storage, ByteBudget budget, ServerMetrics metrics)
{
    /// <summary>Answers a GET or HEAD for a blob.</summary>
    public async Task RunAsync(HttpContext context, Caller caller, long vault, BlobRow blob)
    {
        HttpResponse response = context.Response;
        (long from, long length) = Range(context.Request, blob.Bytes, response);
        response.ContentType = "application/octet-stream";
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ETag = $"\"{Convert.ToHexStringLower(blob.Digest)}\"";
        response.Headers.LastModified = DateTimeOffset.FromUnixTimeMilliseconds(blob.StoredAt).ToString("R", CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        response.ContentLength = length;
        if (HttpMethods.IsHead(context.Request.Method) || length == 0)
        {
            return;
        }

        int pieceBytes = (int)Math.Min(length, storage.ReadBytes);
        (IBlobStore store, BlobName place) = storage.Locate(vault, blob.StorageKey);
        using (await budget.TakeAsync(caller.Account, pieceBytes, context.RequestAborted))
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(pieceBytes);
            try
            {
                for (long end = from + length; from < end;)
                {
                    Memory<byte> piece = buffer.AsMemory(0, (int)Math.Min(pieceBytes, end - from));
                    await store.ReadAsync(place, from, piece, context.RequestAborted);
                    await response.Body.WriteAsync(piece, context.RequestAborted);
                    metrics.Gave(piece.Length);
                    from += piece.Length;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    // One range is given; of several, or of other units, the whole is given instead, which RFC 9110 allows.
    private static (long From, long Length) Range(HttpRequest request, long blobBytes, HttpResponse response)
    {
        if (!HttpMethods.IsGet(request.Method) || request.GetTypedHeaders().Range is not { Unit.Value: "bytes", Ranges: { Count: 1 } ranges })
        {
            return (0, blobBytes);
        }

        RangeItemHeaderValue range = ranges.First();
        long from = range.From ?? Math.Max(0, blobBytes - range.To!.Value);
        long to = range.From is null ? blobBytes - 1 : Math.Min(range.To ?? long.MaxValue, blobBytes - 1);
        if (from > to)
        {
            throw new ProblemException(Problem.RangeNotSatisfiable, $"the blob has {blobBytes} bytes");
        }

        response.StatusCode = StatusCodes.Status206PartialContent;
        response.Headers.ContentRange = $"bytes {from}-{to}/{blobBytes}";
        return (from, to - from + 1);
    }
}
