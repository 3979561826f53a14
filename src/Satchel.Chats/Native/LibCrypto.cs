using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>
/// The calls of OpenSSL's libcrypto 3 that we use, which .NET itself rests on under Linux: AES-GCM with nonces of 16
/// bytes, which <see cref="System.Security.Cryptography.AesGcm"/> refuses. Only <see cref="WhatsApp.Crypt.GcmCipher"/> calls it.
/// </summary>
internal static unsafe partial class LibCrypto
{
    /// <summary>EVP_CTRL_AEAD_SET_IVLEN.</summary>
    public const int SetIvLength = 0x9;

    /// <summary>EVP_CTRL_AEAD_GET_TAG.</summary>
    public const int GetTag = 0x10;

    /// <summary>EVP_CTRL_AEAD_SET_TAG.</summary>
    public const int SetTag = 0x11;

    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_aes_256_gcm")]
    public static partial nint Aes256Gcm();

    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    public static partial int Init(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_ctrl")]
    public static partial int Control(nint context, int command, int argument, byte* data);

    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate")]
    public static partial int Update(nint context, byte* output, out int outputLength, byte* input, int inputLength);

    [LibraryImport(Library, EntryPoint = "EVP_CipherFinal_ex")]
    public static partial int Final(nint context, byte* output, out int outputLength);
}
