using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.Apple.Keys;

/// <summary>Makes the keybag of a new backup.</summary>
internal static class NewKeybag
{
    /// <summary>The rounds of the first derivation: about a second. Phones take ten times as many.</summary>
    public const int DefaultFirstRounds = 3_000_000;

    /// <summary>The rounds of the second derivation, as phones take them.</summary>
    public const int DefaultRounds = 10_000;

    private const int SaltBytes = 20;
    private const int Classes = 11;

    /// <summary>The bytes of a keybag of random keys under a password in UTF-8.</summary>
    public static byte[] Make(ReadOnlySpan<byte> password, int firstRounds = DefaultFirstRounds, int rounds = DefaultRounds)
    {
        byte[] firstSalt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        Span<byte> wrapping = stackalloc byte[ClassKeys.KeyBytes];
        ClassKeys.Derive(password, firstSalt, firstRounds, salt, rounds, wrapping);
        ArrayBufferWriter<byte> output = new();
        Write(output, "VERS", 5);
        Write(output, "TYPE", 1);
        Write(output, "UUID", RandomNumberGenerator.GetBytes(16));
        Write(output, "HMCK", RandomWrappedKey(wrapping));
        Write(output, "WRAP", 1);
        Write(output, "SALT", salt);
        Write(output, "ITER", (uint)rounds);
        Write(output, "DPWT", 1);
        Write(output, "DPIC", (uint)firstRounds);
        Write(output, "DPSL", firstSalt);
        for (uint number = 1; number <= Classes; number++)
        {
            Write(output, "UUID", RandomNumberGenerator.GetBytes(16));
            Write(output, "CLAS", number);
            Write(output, "WRAP", 2);
            Write(output, "KTYP", 0);
            Write(output, "WPKY", RandomWrappedKey(wrapping));
        }

        CryptographicOperations.ZeroMemory(wrapping);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] RandomWrappedKey(ReadOnlySpan<byte> wrapping)
    {
        Span<byte> key = stackalloc byte[ClassKeys.KeyBytes];
        RandomNumberGenerator.Fill(key);
        byte[] wrapped = KeyWrap.Wrap(wrapping, key);
        CryptographicOperations.ZeroMemory(key);
        return wrapped;
    }

    private static void Write(ArrayBufferWriter<byte> output, string tag, uint number)
    {
        byte[] value = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, number);
        Write(output, tag, value);
    }

    private static void Write(ArrayBufferWriter<byte> output, string tag, ReadOnlySpan<byte> value)
    {
        output.Write(Encoding.ASCII.GetBytes(tag));
        Span<byte> length = output.GetSpan(4);
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        output.Advance(4);
        output.Write(value);
    }
}
