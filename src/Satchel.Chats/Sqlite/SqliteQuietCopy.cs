namespace Satchel.Chats.Sqlite;

/// <summary>Copies of databases that were in use when they were taken: what lies beside the file is applied, as SQLite does on opening it.</summary>
internal static class SqliteQuietCopy
{
    /// <summary>
    /// Makes a copy with the journal beside a database rolled back and the write-ahead log folded in; null where neither lies there
    /// and the file can be read as it is.
    /// </summary>
    public static string? Make(string path, string scratchFolder)
    {
        bool isUnfinished = SqliteImage.HasHotJournal(path);
        bool hasLog = SqliteImage.HasWal(path);
        if (!isUnfinished && !hasLog)
        {
            return null;
        }

        string quiet = ScratchPath(scratchFolder);
        string? rolledBack = isUnfinished ? ScratchPath(scratchFolder) : null;
        try
        {
            if (rolledBack is not null)
            {
                SqliteImage.RollBackJournal(path, rolledBack);
            }

            SqliteImage.FoldWal(rolledBack ?? path, path + "-wal", quiet);
            return quiet;
        }
        catch
        {
            File.Delete(quiet);
            throw;
        }
        finally
        {
            if (rolledBack is not null)
            {
                File.Delete(rolledBack);
            }
        }
    }

    /// <summary>A name for a database that nothing has yet.</summary>
    public static string ScratchPath(string folder) => Path.Join(folder, $"{Guid.NewGuid():N}.db");
}
