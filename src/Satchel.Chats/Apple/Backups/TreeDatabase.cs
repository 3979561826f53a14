using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple.Backups;

/// <summary>A database of an opened backup, which lies there under another name than its log and its journal.</summary>
internal sealed class TreeDatabase(IosBackupFiles files, string path, string scratchFolder, CancellationToken cancellationToken)
{
    private const int CopyBytes = 256 * 1024;

    /// <summary>Makes it readable: the payload itself where that is plain and quiet, else a copy below the scratch folder.</summary>
    /// <exception cref="ChatFormatException">It is damaged, or not there.</exception>
    public OpenedDatabase Open()
    {
        SourceFile file = files.Find(path) ?? throw new ChatFormatException(ChatFormatProblem.BrokenReference, path, "is not in the backup");
        SourceFile? log = Beside("-wal");
        SourceFile? journal = Beside("-journal");
        if (!files.IsEncrypted && log is null && journal is null)
        {
            return new OpenedDatabase(file.StoredPath!, isScratch: false, null);
        }

        string folder = Path.Join(scratchFolder, Guid.NewGuid().ToString("N"));
        string main = Path.Join(folder, "main.db");
        Directory.CreateDirectory(folder);
        try
        {
            Copy(file, main);
            CopyBeside(log, main + "-wal");
            CopyBeside(journal, main + "-journal");
            string plain = SqliteQuietCopy.Make(main, scratchFolder) ?? Moved(main, SqliteQuietCopy.ScratchPath(scratchFolder));
            return new OpenedDatabase(plain, isScratch: true, null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Moved(string from, string to)
    {
        File.Move(from, to);
        return to;
    }

    private void CopyBeside(SourceFile? file, string to)
    {
        if (file is not null)
        {
            Copy(file, to);
        }
    }

    private SourceFile? Beside(string suffix) => files.Find(path + suffix) is { Kind: SourceFileKind.File, LengthBytes: > 0 } found ? found : null;

    private void Copy(SourceFile file, string to)
    {
        using Stream content = files.Open(file);
        using FileStream output = new(to, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        byte[] buffer = new byte[CopyBytes];
        while (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is > 0 and int read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer, 0, read);
        }
    }
}
