using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>Makes encrypted databases and changes them page by page, as an app does: a page that did not change keeps its bytes.</summary>
public static class EncryptedStore
{
    private const int BufferBytes = 1024 * 1024;

    /// <summary>The scheme of WeChat's databases on Android.</summary>
    public static string WeChatAndroid => CipherScheme.Version1.Name;

    /// <summary>Makes an empty plain database that can be encrypted: its pages keep back what the scheme needs.</summary>
    /// <param name="scheme">The scheme's name, as a source's databases have it.</param>
    /// <param name="plainPath">The file to make.</param>
    public static void CreatePlain(string scheme, string plainPath) => CipherTemplate.Create(plainPath, Find(scheme));

    /// <summary>Encrypts a plain database under a new salt.</summary>
    /// <exception cref="ChatFormatException">No key fits the scheme, or the database has not its shape.</exception>
    public static void Seal(string scheme, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        CipherContainer.Seal(scheme, null, plainPath, outputPath, keys, cancellationToken);

    /// <summary>Decrypts a database into a plain file.</summary>
    /// <exception cref="ChatFormatException">No key opens it, or a page is damaged.</exception>
    public static void Open(string scheme, string path, string plainPath, SourceKeys keys, CancellationToken cancellationToken)
    {
        using CipherDatabase database = CipherDatabase.Open(path, keys, [Find(scheme)]);
        using ISqliteSource source = database.OpenSource();
        using SafeFileHandle plain = File.OpenHandle(plainPath, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = new byte[BufferBytes];
        for (long offset = 0; offset < source.LengthBytes;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int read = source.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, source.LengthBytes - offset)), offset);
            RandomAccess.Write(plain, buffer.AsSpan(0, read), offset);
            offset += read;
        }
    }

    /// <summary>Encrypts the pages that differ between an encrypted database and its changed plain copy, in their places.</summary>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="path">The encrypted database; it has no write-ahead log.</param>
    /// <param name="plainPath">The plain database that it is to become.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Cancels between pages; the database is then neither the one nor the other.</param>
    /// <exception cref="ChatFormatException">No key opens it, or a page is damaged.</exception>
    public static void Update(string scheme, string path, string plainPath, SourceKeys keys, CancellationToken cancellationToken)
    {
        using CipherDatabase database = CipherDatabase.Open(path, keys, [Find(scheme)]);
        using CipherKey key = database.CopyKey();
        int pageSize = key.Scheme.PageSize;
        byte[] before = new byte[pageSize];
        byte[] after = new byte[pageSize];
        byte[] stored = new byte[pageSize];
        using SafeFileHandle plain = File.OpenHandle(plainPath);
        using SafeFileHandle encrypted = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        long pages = RandomAccess.GetLength(plain) / pageSize;
        for (uint number = 1; number <= pages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long offset = (number - 1L) * pageSize;
            RandomAccess.Read(plain, after, offset);
            after.AsSpan(key.Scheme.CipherEnd).Clear();
            bool isThere = RandomAccess.Read(encrypted, stored, offset) == pageSize && key.TryDecrypt(number, stored, before);
            if (!isThere || !before.AsSpan().SequenceEqual(after))
            {
                key.Encrypt(number, after, stored);
                RandomAccess.Write(encrypted, stored, offset);
            }
        }

        RandomAccess.SetLength(encrypted, pages * pageSize);
        CryptographicOperations.ZeroMemory(before);
    }

    private static CipherScheme Find(string scheme) =>
        CipherScheme.Find(scheme) ?? throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, scheme, "this version knows no such encryption");
}
