using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Journeys;

/// <summary>What a folder holds, as text to compare: files by their bytes, databases by their schema and rows.</summary>
internal static class TreeText
{
    public static string Of(string folder)
    {
        StringBuilder text = new();
        foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(folder, path);
            FileSystemInfo info = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (info.LinkTarget is string target)
            {
                text.AppendLine($"{name} -> {target}");
            }
            else if (info is FileInfo file && !name.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal))
            {
                string content = name.EndsWith(".db", StringComparison.Ordinal)
                    ? OfDatabase(path)
                    : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
                text.AppendLine($"{name} {file.UnixFileMode} {new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeSeconds()} {content}");
            }
            else if (info is DirectoryInfo)
            {
                text.AppendLine($"{name}/");
            }
        }

        return text.ToString();
    }

    public static string OfDatabase(string path)
    {
        // A copy, so that looking leaves the file and its log as they are.
        string copy = Path.Combine(Path.GetTempPath(), $"satchel-{Guid.NewGuid():N}.db");
        File.Copy(path, copy);
        if (File.Exists(path + "-wal"))
        {
            File.Copy(path + "-wal", copy + "-wal");
        }

        try
        {
            using SqliteDatabase database = SqliteDatabase.OpenForWriting(copy);
            StringBuilder text = new();
            foreach (string pragma in new[] { "page_size", "encoding", "auto_vacuum", "user_version", "application_id", "integrity_check" })
            {
                Append(database, $"PRAGMA {pragma}", text);
            }

            Append(database, "SELECT rowid, type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid", text);
            foreach (string table in Tables(database))
            {
                Append(database, $"SELECT rowid, * FROM \"{table}\" ORDER BY rowid", text);
            }

            return text.ToString();
        }
        finally
        {
            foreach (string suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(copy + suffix);
            }
        }
    }

    private static List<string> Tables(SqliteDatabase database)
    {
        List<string> names = [];
        using SqliteStatement statement = database.Prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND coalesce(sql, '') NOT LIKE '%WITHOUT ROWID%' ORDER BY name");
        while (statement.Step())
        {
            names.Add(statement.Text(0));
        }

        return names;
    }

    private static void Append(SqliteDatabase database, string sql, StringBuilder text)
    {
        text.AppendLine(sql);
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            for (int i = 0; i < statement.ColumnCount; i++)
            {
                text.Append(statement.TypeOf(i)).Append(' ').Append(Convert.ToHexString(statement.Blob(i))).Append('|');
            }

            text.AppendLine();
        }
    }
}
