using System.Runtime.InteropServices;

namespace Satchel.Vaults.Native;

/// <summary>The calls of libsodium that we use (Debian: libsodium23). Each initializes the library first, which is safe to do again.</summary>
internal static unsafe partial class Sodium
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;
    public const int SealedKeyBytes = KeyBytes + 48;
    public const int SaltBytes = 16;

    private const int Argon2Id13 = 2;
    private const int Ed25519SecretBytes = 64;
    private const string Library = "libsodium.so.23";

    static Sodium()
    {
        if (Initialize() < 0)
        {
            throw new InvalidOperationException("libsodium could not be initialized: the system gives no random numbers.");
        }
    }

    /// <summary>Argon2id version 1.3, one lane. libsodium frees the memory before it returns.</summary>
    /// <exception cref="InsufficientMemoryException">There is not that much memory.</exception>
    public static void Argon2Id(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, long memoryBytes, Span<byte> key)
    {
        RequireLength(salt, SaltBytes);
        fixed (byte* passwordBytes = password, saltBytes = salt, keyBytes = key)
        {
            if (PasswordHash(keyBytes, (ulong)key.Length, passwordBytes, (ulong)password.Length, saltBytes, (ulong)passes, (nuint)memoryBytes, Argon2Id13) != 0)
            {
                throw new InsufficientMemoryException($"Deriving a key from a passphrase needs {memoryBytes} bytes of memory.");
            }
        }
    }

    /// <summary>The X25519 public key of a private key.</summary>
    public static byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        RequireLength(privateKey, KeyBytes);
        byte[] publicKey = new byte[KeyBytes];
        fixed (byte* privateBytes = privateKey, publicBytes = publicKey)
        {
            if (ScalarMultBase(publicBytes, privateBytes) != 0)
            {
                throw new ArgumentException("This is no X25519 private key.", nameof(privateKey));
            }
        }

        return publicKey;
    }

    /// <summary>Seals a message to whoever has the private key of <paramref name="publicKey"/>.</summary>
    public static byte[] SealTo(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message)
    {
        RequireLength(publicKey, KeyBytes);
        byte[] box = new byte[message.Length + (SealedKeyBytes - KeyBytes)];
        fixed (byte* publicBytes = publicKey, messageBytes = message, boxBytes = box)
        {
            if (BoxSeal(boxBytes, messageBytes, (ulong)message.Length, publicBytes) != 0)
            {
                throw new ArgumentException("This is no X25519 public key.", nameof(publicKey));
            }
        }

        return box;
    }

    /// <summary>Opens what was sealed to a key pair; false where it was not, or was changed.</summary>
    public static bool TryOpenSealed(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> box, Span<byte> message)
    {
        RequireLength(publicKey, KeyBytes);
        RequireLength(privateKey, KeyBytes);
        RequireLength(box, message.Length + (SealedKeyBytes - KeyBytes));
        fixed (byte* publicBytes = publicKey, privateBytes = privateKey, boxBytes = box, messageBytes = message)
        {
            return BoxSealOpen(messageBytes, boxBytes, (ulong)box.Length, publicBytes, privateBytes) == 0;
        }
    }

    /// <summary>The Ed25519 public key that belongs to a seed.</summary>
    public static byte[] VerificationKeyOf(ReadOnlySpan<byte> seed)
    {
        byte[] publicKey = new byte[KeyBytes];
        Span<byte> secretKey = stackalloc byte[Ed25519SecretBytes];
        MakeSigningKey(seed, publicKey, secretKey);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secretKey);
        return publicKey;
    }

    /// <summary>An Ed25519 signature.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message)
    {
        byte[] signature = new byte[SignatureBytes];
        Span<byte> publicKey = stackalloc byte[KeyBytes];
        Span<byte> secretKey = stackalloc byte[Ed25519SecretBytes];
        MakeSigningKey(seed, publicKey, secretKey);
        fixed (byte* signatureBytes = signature, messageBytes = message, secretBytes = secretKey)
        {
            ulong length;
            _ = SignDetached(signatureBytes, &length, messageBytes, (ulong)message.Length, secretBytes);
        }

        System.Security.Cryptography.CryptographicOperations.ZeroMemory(secretKey);
        return signature;
    }

    /// <summary>Whether an Ed25519 signature is good.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        RequireLength(publicKey, KeyBytes);
        if (signature.Length != SignatureBytes)
        {
            return false;
        }

        fixed (byte* publicBytes = publicKey, messageBytes = message, signatureBytes = signature)
        {
            return VerifyDetached(signatureBytes, messageBytes, (ulong)message.Length, publicBytes) == 0;
        }
    }

    private static void MakeSigningKey(ReadOnlySpan<byte> seed, Span<byte> publicKey, Span<byte> secretKey)
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

    [LibraryImport(Library, EntryPoint = "crypto_scalarmult_base")]
    private static partial int ScalarMultBase(byte* publicKey, byte* privateKey);

    [LibraryImport(Library, EntryPoint = "crypto_box_seal")]
    private static partial int BoxSeal(byte* box, byte* message, ulong messageLength, byte* publicKey);

    [LibraryImport(Library, EntryPoint = "crypto_box_seal_open")]
    private static partial int BoxSealOpen(byte* message, byte* box, ulong boxLength, byte* publicKey, byte* privateKey);

    [LibraryImport(Library, EntryPoint = "crypto_sign_seed_keypair")]
    private static partial int SignSeedKeyPair(byte* publicKey, byte* secretKey, byte* seed);

    [LibraryImport(Library, EntryPoint = "crypto_sign_detached")]
    private static partial int SignDetached(byte* signature, ulong* signatureLength, byte* message, ulong messageLength, byte* secretKey);

    [LibraryImport(Library, EntryPoint = "crypto_sign_verify_detached")]
    private static partial int VerifyDetached(byte* signature, byte* message, ulong messageLength, byte* publicKey);
}
