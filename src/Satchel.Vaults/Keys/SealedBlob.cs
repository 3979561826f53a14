using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Keys;

// A small sealed blob (docs/format.md, section 5.2):
//   OFFSET  SIZE  MEANING
//   0       4     "SSB1"
//   4       4     u32 epoch
//   8       32    random salt
//   40      n     AES-256-GCM of u32 content length, the content and zero bytes
//   40+n    16    its tag
// The key is derived from the salt and used once, so the nonce is twelve zero bytes.

/// <summary>Indexes, snapshots, heads, sessions and prune lists, sealed alike.</summary>
internal static class SealedBlob
{
    private const int EpochOffset = 4;
    private const int SaltOffset = 8;
    private const int SaltBytes = 32;
    private const int HeaderBytes = SaltOffset + SaltBytes;
    private const int LengthBytes = 4;
    private const int TagBytes = 16;
    private const int MaxKindBytes = 16;

    private static ReadOnlySpan<byte> Magic => "SSB1"u8;

    /// <summary>Seals <paramref name="content"/> in the current epoch. Twice the same content gives two different blobs.</summary>
    /// <param name="keys">The vault's keys.</param>
    /// <param name="kind">What it is, bound to it: <c>index</c>, <c>snapshot</c>, <c>head</c>, <c>session</c>, <c>prune</c>.</param>
    /// <param name="content">At most <see cref="VaultLimits.MaxPackBytes"/> bytes.</param>
    public static byte[] Seal(KeyRing keys, string kind, ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, VaultLimits.MaxPackBytes);
        byte[] blob = new byte[Padding.Pad(HeaderBytes + LengthBytes + content.Length + TagBytes)];
        Magic.CopyTo(blob);
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(EpochOffset), keys.CurrentEpoch);
        RandomNumberGenerator.Fill(blob.AsSpan(SaltOffset, SaltBytes));
        Span<byte> text = blob.AsSpan(HeaderBytes, blob.Length - HeaderBytes - TagBytes);
        BinaryPrimitives.WriteInt32LittleEndian(text, content.Length);
        content.CopyTo(text[LengthBytes..]);

        using Secret key = KeyOf(keys, keys.CurrentEpoch, kind, blob);
        using var aes = new AesGcm(key.Span, TagBytes);
        Span<byte> bound = stackalloc byte[HeaderBytes + MaxKindBytes];
        aes.Encrypt(stackalloc byte[12], text, text, blob.AsSpan(blob.Length - TagBytes), BoundTo(blob, kind, bound));
        return blob;
    }

    /// <summary>What was sealed.</summary>
    /// <param name="keys">The vault's keys.</param>
    /// <param name="kind">What it must be.</param>
    /// <param name="blob">The sealed bytes.</param>
    /// <param name="where">What the message calls it: the blob's name.</param>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not what was sealed, or not as this kind.</exception>
    public static byte[] Open(KeyRing keys, string kind, ReadOnlySpan<byte> blob, string where)
    {
        int textBytes = blob.Length - HeaderBytes - TagBytes;
        if (textBytes < LengthBytes || !blob.StartsWith(Magic))
        {
            throw Damaged(where, $"is not a sealed {kind}");
        }

        uint epoch = BinaryPrimitives.ReadUInt32LittleEndian(blob[EpochOffset..]);
        if (epoch > keys.CurrentEpoch)
        {
            throw Damaged(where, $"names epoch {epoch}; the vault has epochs 0 to {keys.CurrentEpoch}");
        }

        byte[] text = new byte[textBytes];
        using Secret key = KeyOf(keys, (int)epoch, kind, blob);
        using var aes = new AesGcm(key.Span, TagBytes);
        Span<byte> bound = stackalloc byte[HeaderBytes + MaxKindBytes];
        try
        {
            aes.Decrypt(stackalloc byte[12], blob.Slice(HeaderBytes, textBytes), blob[^TagBytes..], text, BoundTo(blob, kind, bound));
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw Damaged(where, $"is not the {kind} that was written: it was changed, or belongs to another vault", error);
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(text);
        if (length > textBytes - LengthBytes || text.AsSpan(LengthBytes + (int)length).ContainsAnyExcept((byte)0))
        {
            throw Damaged(where, "does not hold what its length says");
        }

        return text[LengthBytes..(LengthBytes + (int)length)];
    }

    private static Secret KeyOf(KeyRing keys, int epoch, string kind, ReadOnlySpan<byte> blob)
    {
        var key = new Secret(KeyDerivation.KeyBytes);
        keys.DeriveBlobKey(epoch, kind, blob.Slice(SaltOffset, SaltBytes), key.Span);
        return key;
    }

    private static ReadOnlySpan<byte> BoundTo(ReadOnlySpan<byte> blob, string kind, Span<byte> bound)
    {
        blob[..HeaderBytes].CopyTo(bound);
        return bound[..(HeaderBytes + Encoding.ASCII.GetBytes(kind, bound[HeaderBytes..]))];
    }

    private static VaultException Damaged(string where, string what, Exception? inner = null) => new(VaultProblem.Damaged, $"{where} {what}", inner);
}
