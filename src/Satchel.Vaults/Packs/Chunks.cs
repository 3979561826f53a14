namespace Satchel.Vaults.Packs;

/// <summary>Chunks as they come out of packs.</summary>
internal static class Chunks
{
    /// <summary>Compares a chunk with its digest.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it was sealed as something else.</exception>
    public static ReadOnlyMemory<byte> Verify(Digest digest, ReadOnlyMemory<byte> content) =>
        Digest.Of(content.Span) == digest ? content : throw new VaultException(VaultProblem.Damaged, $"chunk {digest} has another content than its digest says");
}
