using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple.Backups;

/// <summary>Manifest.db as a plain, quiet database: itself, or a copy of ours that is deleted when this is disposed.</summary>
internal sealed class ManifestFile : IDisposable
{
    private const int CopyBytes = 256 * 1024;
    private const int HeaderBytes = 100;

    private readonly bool _isScratch;

    private ManifestFile(string path, bool isScratch)
    {
        Path = path;
        _isScratch = isScratch;
    }

    /// <summary>The plain database.</summary>
    public string Path { get; }

    /// <summary>Opens the manifest of a backup.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="keys">Its keys; null where it is not encrypted.</param>
    /// <param name="scratchFolder">Where a copy goes.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">It is damaged or was cut short.</exception>
    public static ManifestFile Open(IosBackup backup, ClassKeys? keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string path = System.IO.Path.Join(backup.Root, IosBackup.ManifestName);
        if (new FileInfo(path).Length > AppleLimits.MaxManifestBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, IosBackup.ManifestName, $"has more than {AppleLimits.MaxManifestBytes} bytes");
        }

        string? scratch = keys is null ? SqliteQuietCopy.Make(path, scratchFolder) : SqliteQuietCopy.ScratchPath(scratchFolder);
        try
        {
            if (keys is not null)
            {
                Decrypt(path, KeyOf(backup, keys), scratch!, cancellationToken);
            }

            CheckWhole(scratch ?? path);
            return new ManifestFile(scratch ?? path, scratch is not null);
        }
        catch when (scratch is not null)
        {
            File.Delete(scratch);
            throw;
        }
    }

    /// <summary>A copy of the manifest of a backup to change, plain and quiet, which is the caller's to delete.</summary>
    /// <exception cref="ChatFormatException">It is damaged or was cut short.</exception>
    public static void Copy(IosBackup backup, ClassKeys? keys, string path, string scratchFolder, CancellationToken cancellationToken)
    {
        using ManifestFile manifest = Open(backup, keys, scratchFolder, cancellationToken);
        using FileStream original = new(manifest.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        using FileStream copy = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);   // with permissions of its own: the original may be read-only
        original.CopyTo(copy, CopyBytes);
    }

    /// <summary>Puts a plain manifest into a backup, encrypted where it has keys. As on a phone there is no padding: a database is a whole number of blocks.</summary>
    public static void Place(string plainPath, IosBackup backup, ClassKeys? keys, CancellationToken cancellationToken)
    {
        string path = System.IO.Path.Join(backup.Root, IosBackup.ManifestName);
        if (keys is null)
        {
            File.Move(plainPath, path);
            return;
        }

        byte[] key = KeyOf(backup, keys);
        try
        {
            using FileStream plain = new(plainPath, FileMode.Open, FileAccess.Read, FileShare.None, 1);
            using FileStream output = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            _ = CbcFile.Encrypt(plain, output, key, PaddingMode.None, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }

        File.Delete(plainPath);
    }

    /// <summary>The manifest's own key. The caller zeroes it.</summary>
    /// <exception cref="ChatFormatException">There is none, or it is damaged.</exception>
    public static byte[] KeyOf(IosBackup backup, ClassKeys keys)
    {
        const string where = "Manifest.plist, ManifestKey";
        ReadOnlyMemory<byte> stored = backup.Manifest.Data("ManifestKey")
            ?? throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, "is not there, although the backup is encrypted: it is of iOS before 10.2");
        return keys.Unwrap(stored.Span, where);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isScratch)
        {
            File.Delete(Path);
        }
    }

    private static void Decrypt(string path, byte[] key, string scratch, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream encrypted = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            if (encrypted.Length % CbcFile.BlockBytes != 0)
            {
                throw new ChatFormatException(ChatFormatProblem.Truncated, IosBackup.ManifestName, $"has {encrypted.Length} bytes, which is no whole number of blocks; it was cut short");
            }

            // Padding, which may be there or not, shows as what is over the last whole page, and SQLite passes over it.
            using CbcReadStream plain = new(encrypted, key, encrypted.Length, IosBackup.ManifestName);
            using FileStream output = new(scratch, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
            byte[] buffer = new byte[CopyBytes];
            while (plain.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and int read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                output.Write(buffer, 0, read);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void CheckWhole(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        Span<byte> header = stackalloc byte[HeaderBytes];
        int read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (read < HeaderBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, IosBackup.ManifestName, $"ends after {file.Length} bytes; the backup was cut short");
        }

        if (!header.StartsWith("SQLite format 3\0"u8))
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, IosBackup.ManifestName, "is no database; it was damaged or overwritten");
        }

        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        long told = (pageSize == 1 ? 65_536 : pageSize) * (long)BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        bool isTold = header.Slice(24, 4).SequenceEqual(header.Slice(92, 4));   // the count of pages is to be trusted where both versions agree
        if (isTold && told > file.Length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, IosBackup.ManifestName, $"has {file.Length} bytes of {told}; the backup was cut short");
        }
    }
}
