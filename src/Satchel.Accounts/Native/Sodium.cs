using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Satchel.Accounts.Native;

/// <summary>The calls of libsodium for signatures and for stretching a passphrase (Debian: libsodium23).</summary>
internal static unsafe partial class Sodium
{
    public const string Library = "libsodium.so.23";
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;

    private const int SaltBytes = 16;
    private const int SecretKeyBytes = 64;
    private const int Argon2Id13 = 2;

    static Sodium() => Start();

    /// <summary>Makes the library ready; safe to do again.</summary>
    public static void Start()
    {
        if (Initialize() < 0)
        {
            throw new InvalidOperationException("libsodium could not be initialized: the system gives no random numbers.");
        }
    }

    /// <summary>The Ed25519 public key that belongs to a seed.</summary>
    public static byte[] VerificationKeyOf(ReadOnlySpan<byte> seed)
    {
        byte[] publicKey = new byte[KeyBytes];
        Span<byte> secretKey = stackalloc byte[SecretKeyBytes];
        MakeKeyPair(seed, publicKey, secretKey);
        CryptographicOperations.ZeroMemory(secretKey);
        return publicKey;
    }

    /// <summary>An Ed25519 signature.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[SignatureBytes];
        Span<byte> publicKey = stackalloc byte[KeyBytes];
        Span<byte> secretKey = stackalloc byte[SecretKeyBytes];
        MakeKeyPair(seed, publicKey, secretKey);
        fixed (byte* signatureBytes = signature, messageBytes = message, secretBytes = secretKey)
        {
            ulong length;
            _ = SignDetached(signatureBytes, &length, messageBytes, (ulong)message.Length, secretBytes);
        }

        CryptographicOperations.ZeroMemory(secretKey);
        return signature;
    }

    /// <summary>Whether an Ed25519 signature is good.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        RequireLength(publicKey, KeyBytes);
        RequireLength(signature, SignatureBytes);
        fixed (byte* publicBytes = publicKey, messageBytes = message, signatureBytes = signature)
        {
            return VerifyDetached(signatureBytes, messageBytes, (ulong)message.Length, publicBytes) == 0;
        }
    }

    /// <summary>Argon2id version 1.3 with one lane and a salt of zeros.</summary>
    /// <exception cref="InsufficientMemoryException">There is not that much memory.</exception>
    public static void Argon2IdUnsalted(ReadOnlySpan<byte> password, int passes, long memoryBytes, Span<byte> key)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        salt.Clear();
        fixed (byte* passwordBytes = password, saltBytes = salt, keyBytes = key)
        {
            if (PasswordHash(keyBytes, (ulong)key.Length, passwordBytes, (ulong)password.Length, saltBytes, (ulong)passes, (nuint)memoryBytes, Argon2Id13) != 0)
            {
                throw new InsufficientMemoryException($"Signing in by passphrase needs {memoryBytes} bytes of memory.");
            }
        }
    }

    private static void MakeKeyPair(ReadOnlySpan<byte> seed, Span<byte> publicKey, Span<byte> secretKey)
    {
        RequireLength(seed, KeyBytes);
        fixed (byte* seedBytes = seed, publicBytes = publicKey, secretBytes = secretKey)
        {
            _ = SignSeedKeyPair(publicBytes, secretBytes, seedBytes);
        }
    }

    private static void RequireLength(ReadOnlySpan<byte> bytes, int lengthBytes)
    {
        if (bytes.Length != lengthBytes)
        {
            throw new ArgumentException($"{lengthBytes} bytes were expected; got {bytes.Length}.", nameof(bytes));
        }
    }

    [LibraryImport(Library, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "crypto_pwhash")]
    private static partial int PasswordHash(byte* key, ulong keyLength, byte* password, ulong passwordLength, byte* salt, ulong passes, nuint memoryBytes, int algorithm);

    [LibraryImport(Library, EntryPoint = "crypto_sign_seed_keypair")]
    private static partial int SignSeedKeyPair(byte* publicKey, byte* secretKey, byte* seed);

    [LibraryImport(Library, EntryPoint = "crypto_sign_detached")]
    private static partial int SignDetached(byte* signature, ulong* signatureLength, byte* message, ulong messageLength, byte* secretKey);

    [LibraryImport(Library, EntryPoint = "crypto_sign_verify_detached")]
    private static partial int VerifyDetached(byte* signature, byte* message, ulong messageLength, byte* publicKey);
}
