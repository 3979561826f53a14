using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>A long text or blob of a row, which lies in chunks.</summary>
/// <param name="IsBlob">Whether it is a blob.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Digests">The chunks' digests one after another.</param>
internal readonly record struct ExternalField(bool IsBlob, long LengthBytes, byte[] Digests)
{
    /// <summary>Reads it whole.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public async ValueTask<byte[]> ReadAsync(
        Func<Digest, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readChunk, CancellationToken cancellationToken)
    {
        int chunks = Digests.Length / Digest.LengthBytes;
        if (LengthBytes > (long)chunks * VaultLimits.MaxChunkBytes || LengthBytes > Array.MaxLength)
        {
            throw new VaultException(VaultProblem.Damaged, "a row's long field names fewer chunks than its length needs");
        }

        byte[] bytes = new byte[LengthBytes];
        int at = 0;
        for (int i = 0; i < chunks; i++)
        {
            ReadOnlyMemory<byte> chunk = await readChunk(new Digest(Digests.AsSpan(i * Digest.LengthBytes, Digest.LengthBytes)), cancellationToken);
            if (chunk.Length > bytes.Length - at)
            {
                throw new VaultException(VaultProblem.Damaged, "a row's long field has more in its chunks than its length says");
            }

            chunk.CopyTo(bytes.AsMemory(at));
            at += chunk.Length;
        }

        return at == bytes.Length ? bytes : throw new VaultException(VaultProblem.Damaged, "a row's long field has less in its chunks than its length says");
    }
}
