using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple.Backups;

/// <summary>Opens a backup that was made as a phone would, and holds it to what was put into it.</summary>
internal static class BackupCheck
{
    /// <summary>Checks a backup.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="keys">Its keys; null where it is not encrypted.</param>
    /// <param name="assembly">What was put into it and taken out.</param>
    /// <param name="rows">How many rows its manifest is to have.</param>
    /// <param name="scratchFolder">Temporary files go here.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: it is not what it should be.</exception>
    public static void Run(IosBackup backup, ClassKeys? keys, BackupAssembly assembly, long rows, string scratchFolder, CancellationToken cancellationToken)
    {
        string copy = Path.Join(scratchFolder, $"{Guid.NewGuid():N}.db");
        try
        {
            ManifestFile.Copy(backup, keys, copy, scratchFolder, cancellationToken);
            using var manifest = ManifestEditor.Open(copy);
            if (!manifest.IsWhole)
            {
                throw Failure("its manifest does not pass SQLite's check");
            }

            if (manifest.Count != rows)
            {
                throw Failure($"its manifest has {manifest.Count} rows; {rows} were expected");
            }

            PayloadReader payloads = new(backup, keys);
            foreach ((string fileId, PlacedFile placed) in assembly.Placed)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ManifestRow row = manifest.Find(fileId) ?? throw Failure($"its manifest does not name {fileId}");
                Check(backup, keys, payloads, row, placed);
            }

            foreach (string fileId in assembly.Removed)
            {
                if (manifest.Find(fileId) is not null || File.Exists(backup.PayloadPath(fileId)))
                {
                    throw Failure($"it still has {fileId}, which was taken out");
                }
            }
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static void Check(IosBackup backup, ClassKeys? keys, PayloadReader payloads, ManifestRow row, PlacedFile placed)
    {
        var record = MbFile.Read(row.Record, row.TreePath);
        long stored = new FileInfo(backup.PayloadPath(row.FileId)).Length;
        long length = placed.LengthBytes;
        bool isNamed = !placed.IsOurs || (row.FileId == ManifestRow.FileIdOf(row.Domain, row.Path) && record.RelativePath == row.Path);
        if (!isNamed || record.Size != length || payloads.LengthOf(row, record) != length || stored != (keys is null ? length : CbcFile.EncryptedLength(length)))
        {
            throw Failure($"its record of {row.FileId} does not fit the {stored} bytes that it has");
        }

        if (keys is not null)
        {
            byte[] key = keys.Unwrap((record.EncryptionKey ?? throw Failure($"its record of {row.FileId} has no key")).Span, row.FileId);
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
    }

    private static ChatFormatException Failure(string message) => new(ChatFormatProblem.Damaged, "the iPhone backup that was made", message);
}
