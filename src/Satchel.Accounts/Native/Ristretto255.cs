using System.Runtime.InteropServices;

namespace Satchel.Accounts.Native;

/// <summary>The group ristretto255 (RFC 9496) as libsodium has it. Scalars are little-endian; an element that is read is validated by multiplying it.</summary>
internal static unsafe partial class Ristretto255
{
    public const int ElementBytes = 32;
    public const int ScalarBytes = 32;
    public const int HashBytes = 64;

    static Ristretto255() => Sodium.Start();

    /// <summary>The element that 64 uniform bytes stand for.</summary>
    public static byte[] FromHash(ReadOnlySpan<byte> hash)
    {
        RequireLength(hash, HashBytes);
        byte[] element = new byte[ElementBytes];
        fixed (byte* hashBytes = hash, elementBytes = element)
        {
            _ = FromHash(elementBytes, hashBytes);
        }

        return element;
    }

    /// <summary>Multiplies an element; false where it is none, or the product is the identity.</summary>
    public static bool TryMultiply(ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> element, Span<byte> product)
    {
        RequireLength(scalar, ScalarBytes);
        RequireLength(element, ElementBytes);
        RequireLength(product, ElementBytes);
        fixed (byte* scalarBytes = scalar, elementBytes = element, productBytes = product)
        {
            return Multiply(productBytes, scalarBytes, elementBytes) == 0;
        }
    }

    /// <summary>The public key of a private key that is not zero.</summary>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> scalar)
    {
        RequireLength(scalar, ScalarBytes);
        byte[] element = new byte[ElementBytes];
        fixed (byte* scalarBytes = scalar, elementBytes = element)
        {
            return MultiplyBase(elementBytes, scalarBytes) == 0 ? element : throw new ArgumentException("A private key is not zero.", nameof(scalar));
        }
    }

    /// <summary>64 uniform bytes modulo the order of the group.</summary>
    public static void Reduce(ReadOnlySpan<byte> hash, Span<byte> scalar)
    {
        RequireLength(hash, HashBytes);
        RequireLength(scalar, ScalarBytes);
        fixed (byte* hashBytes = hash, scalarBytes = scalar)
        {
            ReduceScalar(scalarBytes, hashBytes);
        }
    }

    /// <summary>The inverse of a scalar that is not zero.</summary>
    public static void Invert(ReadOnlySpan<byte> scalar, Span<byte> inverse)
    {
        RequireLength(scalar, ScalarBytes);
        RequireLength(inverse, ScalarBytes);
        fixed (byte* scalarBytes = scalar, inverseBytes = inverse)
        {
            if (InvertScalar(inverseBytes, scalarBytes) != 0)
            {
                throw new ArgumentException("Zero has no inverse.", nameof(scalar));
            }
        }
    }

    /// <summary>A random scalar that is not zero.</summary>
    public static void Randomize(Span<byte> scalar)
    {
        RequireLength(scalar, ScalarBytes);
        fixed (byte* scalarBytes = scalar)
        {
            RandomScalar(scalarBytes);
        }
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int lengthBytes)
    {
        if (bytes.Length != lengthBytes)
        {
            throw new ArgumentException($"{lengthBytes} bytes were expected; got {bytes.Length}.", nameof(bytes));
        }
    }

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_core_ristretto255_from_hash")]
    private static partial int FromHash(byte* element, byte* hash);

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_scalarmult_ristretto255")]
    private static partial int Multiply(byte* product, byte* scalar, byte* element);

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_scalarmult_ristretto255_base")]
    private static partial int MultiplyBase(byte* product, byte* scalar);

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_core_ristretto255_scalar_reduce")]
    private static partial void ReduceScalar(byte* scalar, byte* hash);

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_core_ristretto255_scalar_invert")]
    private static partial int InvertScalar(byte* inverse, byte* scalar);

    [LibraryImport(Sodium.Library, EntryPoint = "crypto_core_ristretto255_scalar_random")]
    private static partial void RandomScalar(byte* scalar);
}
