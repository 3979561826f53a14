using System.Security.Cryptography;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>
/// How a SQLCipher database is encrypted: AES-256-CBC page by page, each with its own IV in the bytes that the page keeps back, and perhaps a MAC
/// behind it. The salt stands where SQLite's magic was. Parameters: SQLCipher's defaults of its major versions, and those that WeChat is known to
/// use (docs/formats/sqlcipher.md).
/// </summary>
/// <param name="Name">What it is called in a snapshot: <c>sqlcipher1</c>.</param>
/// <param name="PageSize">Bytes of a page.</param>
/// <param name="Hash">The hash of the key derivation and of the MAC.</param>
/// <param name="Rounds">Rounds of PBKDF2 that make the key of a passphrase; 0 where the person's 32 bytes are the key.</param>
/// <param name="HasMac">Whether each page has a MAC.</param>
internal sealed record CipherScheme(string Name, int PageSize, HashAlgorithmName Hash, int Rounds, bool HasMac)
{
    public const int SaltBytes = 16;
    public const int IvBytes = 16;
    public const int KeyBytes = 32;

    /// <summary>What SQLCipher calls the first version: WeChat on Android.</summary>
    public static CipherScheme Version1 { get; } = new("sqlcipher1", 1024, HashAlgorithmName.SHA1, 4000, HasMac: false);

    /// <summary>WeChat 3 on Windows, and the database of its backups to a computer.</summary>
    public static CipherScheme Desktop3 { get; } = new("sqlcipher3", 4096, HashAlgorithmName.SHA1, 64_000, HasMac: true);

    /// <summary>WeChat 3 on a Mac: the key itself.</summary>
    public static CipherScheme Mac3 { get; } = new("sqlcipher3raw", 1024, HashAlgorithmName.SHA1, 0, HasMac: true);

    /// <summary>SQLCipher 4: WeChat 4, with the account's passphrase of 32 bytes.</summary>
    public static CipherScheme Version4 { get; } = new("sqlcipher4", 4096, HashAlgorithmName.SHA512, 256_000, HasMac: true);

    /// <summary>SQLCipher 4 with the key of one file.</summary>
    public static CipherScheme Version4Raw { get; } = new("sqlcipher4raw", 4096, HashAlgorithmName.SHA512, 0, HasMac: true);

    /// <summary>Every scheme, the cheap ones to try first.</summary>
    public static IReadOnlyList<CipherScheme> All { get; } = [Mac3, Version4Raw, Version1, Desktop3, Version4];

    /// <summary>Bytes of a MAC; 0 where there is none.</summary>
    public int MacBytes => HasMac ? Hash == HashAlgorithmName.SHA512 ? 64 : 20 : 0;

    /// <summary>Bytes at the end of each page that are not SQLite's: the IV and the MAC, up to a whole number of cipher blocks.</summary>
    public int ReservedBytes => (IvBytes + MacBytes + 15) / 16 * 16;

    /// <summary>Where the IV of a page is, and its ciphertext ends.</summary>
    public int CipherEnd => PageSize - ReservedBytes;

    /// <summary>The scheme of a name; null where there is none.</summary>
    public static CipherScheme? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>Whether a key of this kind and length can be tried.</summary>
    public bool Takes(SourceKey key) => key.Kind switch
    {
        SourceKeyKind.RootKey => this != Version1,
        SourceKeyKind.Passphrase => Rounds > 0,
        _ => false,
    };
}
