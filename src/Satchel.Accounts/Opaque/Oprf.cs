using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The oblivious pseudorandom function OPRF(ristretto255, SHA-512) in its base mode (RFC 9497).</summary>
internal static class Oprf
{
    /// <summary>The length of what it gives.</summary>
    public const int OutputBytes = SHA512.HashSizeInBytes;

    private static ReadOnlySpan<byte> HashToGroupTag => "HashToGroup-OPRFV1-\0-ristretto255-SHA512"u8;

    private static ReadOnlySpan<byte> DeriveKeyTag => "DeriveKeyPairOPRFV1-\0-ristretto255-SHA512"u8;

    /// <summary>The private key of a seed (section 3.2.1).</summary>
    public static byte[] DeriveKey(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> info)
    {
        byte[] input = [.. seed, .. Prefixed(info), 0];
        byte[] scalar = GC.AllocateUninitializedArray<byte>(Ristretto255.ScalarBytes, pinned: true);

        // That a hash is zero modulo the order happens once in 2^252 times; the RFC counts on all the same.
        do
        {
            byte[] uniform = ExpandMessage.Expand(input, DeriveKeyTag);
            Ristretto255.Reduce(uniform, scalar);
            CryptographicOperations.ZeroMemory(uniform);
            input[^1] = unchecked((byte)(input[^1] + 1));
        }
        while (scalar.AsSpan().IndexOfAnyExcept((byte)0) < 0);

        CryptographicOperations.ZeroMemory(input);
        return scalar;
    }

    /// <summary>The input as an element, times the blind; what the server sees.</summary>
    public static byte[] Blind(ReadOnlySpan<byte> input, ReadOnlySpan<byte> blind)
    {
        byte[] uniform = ExpandMessage.Expand(input, HashToGroupTag);
        byte[] element = Ristretto255.FromHash(uniform);
        byte[] blinded = new byte[Ristretto255.ElementBytes];
        bool done = Ristretto255.TryMultiply(blind, element, blinded);
        CryptographicOperations.ZeroMemory(uniform);
        CryptographicOperations.ZeroMemory(element);
        return done ? blinded : throw new ArgumentException("The input hashes to the identity.", nameof(input));
    }

    /// <summary>What the server does with a blinded element; null where it is none.</summary>
    public static byte[]? TryEvaluate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> blinded)
    {
        byte[] evaluated = new byte[Ristretto255.ElementBytes];
        return Ristretto255.TryMultiply(key, blinded, evaluated) ? evaluated : null;
    }

    /// <summary>The function's value, 64 bytes; null where the evaluated element is none.</summary>
    public static byte[]? TryFinalize(ReadOnlySpan<byte> input, ReadOnlySpan<byte> blind, ReadOnlySpan<byte> evaluated)
    {
        Span<byte> inverse = stackalloc byte[Ristretto255.ScalarBytes];
        Span<byte> unblinded = stackalloc byte[Ristretto255.ElementBytes];
        Ristretto255.Invert(blind, inverse);
        bool done = Ristretto255.TryMultiply(inverse, evaluated, unblinded);
        byte[] hashed = [.. Prefixed(input), .. Prefixed(unblinded), .. "Finalize"u8];
        byte[]? output = done ? SHA512.HashData(hashed) : null;
        CryptographicOperations.ZeroMemory(inverse);
        CryptographicOperations.ZeroMemory(unblinded);
        CryptographicOperations.ZeroMemory(hashed);
        return output;
    }

    /// <summary>Bytes after their length in two bytes, big-endian.</summary>
    public static byte[] Prefixed(ReadOnlySpan<byte> bytes)
    {
        byte[] prefixed = new byte[sizeof(ushort) + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(prefixed, checked((ushort)bytes.Length));
        bytes.CopyTo(prefixed.AsSpan(sizeof(ushort)));
        return prefixed;
    }
}
