using System.Buffers;
using System.Security.Cryptography;
using Satchel.Server.Operations;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>
/// Taking a blob in: room in memory and in the quota first, then the bytes and their digest, then the storage, then
/// the row. Only once the row is durable is the blob there.
/// </summary>
internal sealed partial class BlobUpload(BlobStorage storage, BlobReservations reservations, ByteBudget budget, UploadBuffers buffers, ServerMetrics metrics, ILogger<BlobUpload> logger)
{
    /// <summary>Stores the body of a request as a blob.</summary>
    /// <exception cref="ProblemException">The name is taken, the quota used up, or the body is not what was announced.</exception>
    public async Task RunAsync(HttpRequest request, Caller caller, long vault, BlobName name, int bytes, byte[] digest, CancellationToken cancellationToken)
    {
        byte[] key = await reservations.ReserveAsync(caller, vault, name, bytes, cancellationToken);
        bool written = false;
        try
        {
            using (await budget.TakeAsync(caller.Account, bytes, cancellationToken))
            {
                using IMemoryOwner<byte> buffer = buffers.Rent(bytes);
                Memory<byte> content = buffer.Memory[..bytes];
                await ReadAsync(request, content, digest, cancellationToken);
                (IBlobStore store, BlobName place) = storage.Locate(vault, key);

                // From here on it is not certain that nothing is stored, so the reservation stays until somebody has looked.
                written = true;
                await PutAsync(store, place, content);
                if (!await reservations.ConfirmAsync(caller, vault, name, key, bytes, digest))
                {
                    await store.DeleteAsync(place, CancellationToken.None);
                    throw new ProblemException(Problem.Exists);
                }
            }

            metrics.Took(bytes);
            LogStored(logger, vault, bytes);
        }
        catch (Exception error) when (!written || error is StorageException { Problem: StorageProblem.Full })
        {
            await reservations.ReleaseAsync(caller.Account, key, bytes);
            throw;
        }
    }

    // The name is random and nobody else's: where it is taken, it was by our own attempt before, of which we did not hear back.
    private static async Task PutAsync(IBlobStore store, BlobName place, ReadOnlyMemory<byte> content)
    {
        try
        {
            await store.PutAsync(place, content, CancellationToken.None);
        }
        catch (StorageException error) when (error.Problem == StorageProblem.AlreadyExists)
        {
        }
    }

    private static async Task ReadAsync(HttpRequest request, Memory<byte> content, byte[] announced, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int filled = 0; filled < content.Length;)
        {
            int read = await request.Body.ReadAsync(content[filled..], cancellationToken);
            if (read == 0)
            {
                throw new ProblemException(Problem.InvalidRequest, $"the body ended after {filled} of {content.Length} bytes");
            }

            hash.AppendData(content.Span.Slice(filled, read));
            filled += read;
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(announced))
        {
            throw new ProblemException(Problem.DigestMismatch);
        }
    }

    [LoggerMessage(2101, LogLevel.Debug, "Stored a blob of {LengthBytes} bytes in vault {Vault:x16}")]
    private static partial void LogStored(ILogger logger, long vault, int lengthBytes);
}
