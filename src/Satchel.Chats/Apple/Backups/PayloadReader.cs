using System.Security.Cryptography;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple.Backups;

/// <summary>Reads the payloads of a backup, decrypted where it is encrypted. Thread-safe.</summary>
internal sealed class PayloadReader(IosBackup backup, ClassKeys? keys)
{
    /// <summary>Where a payload lies.</summary>
    /// <exception cref="ChatFormatException">The manifest names none, or it is not there.</exception>
    public string PathOf(ManifestRow row)
    {
        if (!ManifestRow.IsFileId(row.FileId))
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, row.TreePath, "the manifest does not tell where it lies in the backup");
        }

        string path = backup.PayloadPath(row.FileId);
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, row.TreePath, $"the manifest names it, and the backup has no {row.FileId[..2]}/{row.FileId}");
        }

        // A link would lead out of the backup, to whatever else the person can read.
        return (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory)) == 0
            ? path
            : throw new ChatFormatException(ChatFormatProblem.Damaged, row.TreePath, $"{row.FileId[..2]}/{row.FileId} is a link, and no file of the backup");
    }

    /// <summary>The length of the content.</summary>
    /// <exception cref="ChatFormatException">It is not there, or was cut short.</exception>
    public long LengthOf(ManifestRow row, MbFile record)
    {
        string path = PathOf(row);
        if (keys is null)
        {
            long length = new FileInfo(path).Length;
            return record.Size is { } told && told > length ? throw CutShort(row, length, told) : length;
        }

        long encrypted = new FileInfo(path).Length;
        if (record.Size is { } size && encrypted % 16 == 0 && size <= encrypted && encrypted - size <= 16 && size >= 0)
        {
            return size;   // the usual case, for which nothing needs to be opened
        }

        using Stream content = Open(row, record);
        return content.Length;
    }

    /// <summary>Opens the content.</summary>
    /// <exception cref="ChatFormatException">It is not there, was cut short, or does not decrypt.</exception>
    public Stream Open(ManifestRow row, MbFile record)
    {
        FileStream payload = new(PathOf(row), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        if (keys is null)
        {
            return payload;
        }

        byte[] key = [];
        try
        {
            ReadOnlyMemory<byte> stored = record.EncryptionKey ?? throw new ChatFormatException(ChatFormatProblem.Damaged, row.TreePath, "has no key, although the backup is encrypted");
            key = keys.Unwrap(stored.Span, row.TreePath);
            long length = CbcFile.PlainLength(payload, key, record.Size) ?? throw CutShort(row, payload.Length, record.Size ?? 0);
            return new CbcReadStream(payload, key, length, row.TreePath);
        }
        catch
        {
            payload.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static ChatFormatException CutShort(ManifestRow row, long length, long told) =>
        new(ChatFormatProblem.Truncated, row.TreePath, $"has {length} bytes in the backup of {told}; it was cut short");
}
