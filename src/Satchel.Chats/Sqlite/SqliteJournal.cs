namespace Satchel.Chats.Sqlite;

/// <summary>
/// A rollback journal: what the pages of a database were before a transaction. One that was left behind is played back by whoever opens
/// the database next; until then the file is that of an unfinished transaction.
/// </summary>
internal static class SqliteJournal
{
    /// <summary>What a journal's name ends in.</summary>
    public const string Suffix = "-journal";

    private const int CopyBytes = 1024 * 1024;

    // A finished journal is empty, or its header is written over with zeros.
    private static ReadOnlySpan<byte> Magic => [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7];

    /// <summary>Whether an unfinished transaction waits to be taken back.</summary>
    public static bool IsHot(string databasePath)
    {
        string path = databasePath + Suffix;
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = OpenShared(path);
        Span<byte> start = stackalloc byte[Magic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>Copies a database and lets SQLite take the transaction back in the copy.</summary>
    /// <exception cref="ChatFormatException">SQLite cannot.</exception>
    public static void RollBack(string databasePath, string outputPath)
    {
        string journal = outputPath + Suffix;
        try
        {
            Copy(databasePath, outputPath);
            Copy(databasePath + Suffix, journal);
            using var database = SqliteDatabase.OpenForWriting(outputPath);
            _ = database.ReadInteger("SELECT count(*) FROM sqlite_schema");
        }
        finally
        {
            File.Delete(journal);
        }
    }

    private static void Copy(string from, string to)
    {
        using FileStream input = OpenShared(from);
        using FileStream output = new(to, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        input.CopyTo(output, CopyBytes);
    }

    private static FileStream OpenShared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
}
