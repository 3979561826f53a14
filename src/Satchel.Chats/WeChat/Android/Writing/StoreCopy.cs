using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>Makes the plain database that is written into: of the target phone's own, decrypted, or empty.</summary>
internal static class StoreCopy
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Makes an empty one, with pages that can be encrypted where that is asked for.</summary>
    public static void MakeEmpty(string path, bool isSealed)
    {
        if (isSealed)
        {
            CipherTemplate.Create(path, CipherScheme.Version1);
        }
    }

    /// <summary>Copies the phone's own as plain pages. Where it is to be encrypted and its pages keep nothing back for that, its rows go into one whose pages do.</summary>
    public static void Copy(SqliteFile file, string path, bool isSealed, CancellationToken cancellationToken)
    {
        bool hasRoom;
        using (ISqliteSource source = file.OpenSource())
        {
            hasRoom = HasRoom(source);
            CopyPages(source, hasRoom || !isSealed ? path : path + ".pages", cancellationToken);
        }

        if (!hasRoom && isSealed)
        {
            CipherTemplate.Create(path, CipherScheme.Version1);
            CopyRows(path + ".pages", path, cancellationToken);
            File.Delete(path + ".pages");
        }
    }

    private static bool HasRoom(ISqliteSource source)
    {
        byte[] header = new byte[SqliteHeader.Length];
        int read = source.Read(header, 0);
        SqliteHeader parsed = SqliteHeader.Parse(header.AsSpan(0, read), source.LengthBytes, source.Name);
        return parsed.PageSize == CipherScheme.Version1.PageSize && parsed.ReservedBytes == CipherScheme.Version1.ReservedBytes;
    }

    private static void CopyPages(ISqliteSource source, string path, CancellationToken cancellationToken)
    {
        using FileStream output = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        long offset = 0;
        int read;
        while ((read = source.Read(buffer, offset)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer, 0, read);
            offset += read;
        }
    }

    private static void CopyRows(string from, string to, CancellationToken cancellationToken)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(to);
        using (SqliteStatement attach = database.Prepare("ATTACH ?1 AS phone"))
        {
            attach.Bind(1, from);
            _ = attach.Step();
        }

        List<(string Type, string Name, string Sql)> entries = [];
        using (SqliteStatement schema = database.Prepare("SELECT type, name, sql FROM phone.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid"))
        {
            while (schema.Step())
            {
                entries.Add((schema.Text(0), schema.Text(1), schema.Text(2)));
            }
        }

        database.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN");
        foreach ((_, string name, string sql) in entries.Where(entry => entry.Type == "table"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            database.Execute(sql);
            CopyTable(database, name);
        }

        foreach ((_, _, string sql) in entries.Where(entry => entry.Type != "table"))
        {
            database.Execute(sql);
        }

        database.Execute($"PRAGMA user_version = {database.ReadInteger("PRAGMA phone.user_version") ?? 0}; COMMIT; DETACH phone");
    }

    private static void CopyTable(SqliteDatabase database, string table)
    {
        string name = SqliteNames.Quote(table);
        bool hasRowId;
        try
        {
            using SqliteStatement probe = database.Prepare($"SELECT rowid FROM main.{name} LIMIT 0");
            hasRowId = true;
        }
        catch (ChatFormatException)
        {
            hasRowId = false;   // a table WITHOUT ROWID
        }

        string columns = string.Join(", ", database.ColumnsOf(table).Select(SqliteNames.Quote));
        string all = hasRowId ? "rowid, " + columns : columns;
        database.Execute($"INSERT INTO main.{name} ({all}) SELECT {all} FROM phone.{name}");
    }
}
