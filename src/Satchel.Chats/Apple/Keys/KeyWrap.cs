using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Satchel.Chats.Apple.Keys;

/// <summary>AES key wrap (RFC 3394): a key under another key, with a check of 8 bytes that tells a wrong one.</summary>
internal static class KeyWrap
{
    /// <summary>By how much a wrapped key is longer.</summary>
    public const int CheckBytes = 8;

    private const ulong InitialValue = 0xA6A6_A6A6_A6A6_A6A6;
    private const int Rounds = 6;

    /// <summary>Wraps a key.</summary>
    /// <param name="wrappingKey">The key that it goes under: 16, 24 or 32 bytes.</param>
    /// <param name="key">The key; a multiple of 8 bytes, two at least.</param>
    public static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length % 8, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 16);
        byte[] wrapped = new byte[key.Length + CheckBytes];
        key.CopyTo(wrapped.AsSpan(8));
        using Aes aes = Cipher(wrappingKey);
        Span<byte> block = stackalloc byte[16];
        int blocks = key.Length / 8;
        ulong check = InitialValue;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 1; i <= blocks; i++)
            {
                Span<byte> half = wrapped.AsSpan(8 * i, 8);
                BinaryPrimitives.WriteUInt64BigEndian(block, check);
                half.CopyTo(block[8..]);
                aes.EncryptEcb(block, block, PaddingMode.None);
                check = BinaryPrimitives.ReadUInt64BigEndian(block) ^ (ulong)((blocks * round) + i);
                block[8..].CopyTo(half);
            }
        }

        BinaryPrimitives.WriteUInt64BigEndian(wrapped, check);
        CryptographicOperations.ZeroMemory(block);
        return wrapped;
    }

    /// <summary>Unwraps a key; null where the wrapping key is another, or the bytes were changed.</summary>
    public static byte[]? Unwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length % 8 != 0 || wrapped.Length < 16 + CheckBytes)
        {
            return null;
        }

        byte[] key = wrapped[CheckBytes..].ToArray();
        using Aes aes = Cipher(wrappingKey);
        Span<byte> block = stackalloc byte[16];
        int blocks = key.Length / 8;
        ulong check = BinaryPrimitives.ReadUInt64BigEndian(wrapped);
        for (int round = Rounds - 1; round >= 0; round--)
        {
            for (int i = blocks; i >= 1; i--)
            {
                Span<byte> half = key.AsSpan(8 * (i - 1), 8);
                BinaryPrimitives.WriteUInt64BigEndian(block, check ^ (ulong)((blocks * round) + i));
                half.CopyTo(block[8..]);
                aes.DecryptEcb(block, block, PaddingMode.None);
                check = BinaryPrimitives.ReadUInt64BigEndian(block);
                block[8..].CopyTo(half);
            }
        }

        CryptographicOperations.ZeroMemory(block);
        if (check == InitialValue)
        {
            return key;
        }

        CryptographicOperations.ZeroMemory(key);
        return null;
    }

    private static Aes Cipher(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.SetKey(key);
        return aes;
    }
}
