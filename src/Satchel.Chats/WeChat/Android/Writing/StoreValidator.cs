using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>
/// Holds a store that was written to every rule of the app's that is known: nothing is put into its place before. See docs/formats/wechat-android-writing.md, "Rules".
/// </summary>
internal static class StoreValidator
{
    private static readonly (string Name, string What, string Table, string Broken)[] Rules =
    [
        ("message-talker", "a message has a chat", "message", "coalesce(t.talker, '') = ''"),
        ("message-type", "a message has a type", "message", "t.type IS NULL"),
        ("message-direction", "a message was sent or received", "message", "t.isSend IS NULL OR t.isSend NOT IN (0, 1)"),
        ("message-time", "a message has a time", "message", "t.createTime IS NULL OR t.createTime < 0"),
        ("message-status", "a message has a status", "message", "t.status IS NULL OR t.status NOT BETWEEN 1 AND 6"),
    ];

    private static readonly (string Table, string Column)[] OfMessages = [("ImgInfo2", "msglocalid"), ("voiceinfo", "MsgLocalId"), ("videoinfo2", "msglocalid"), ("appattach", "msgInfoId")];

    /// <summary>Refuses a store that breaks a rule.</summary>
    /// <param name="database">The store.</param>
    /// <param name="firstNew">The number of the first message that was written.</param>
    /// <param name="written">How many were.</param>
    /// <param name="schemaBefore">What <see cref="SchemaOf"/> gave before; null for a new store.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>.</exception>
    public static void Check(SqliteDatabase database, long firstNew, long written, string? schemaBefore)
    {
        AndroidSchema schema = new(database);
        foreach ((string name, string what, string table, string broken) in Rules)
        {
            Refuse(name, what, database.ReadInteger($"SELECT count(*) FROM {table} t WHERE t.msgId >= {firstNew} AND ({broken})"));
        }

        Refuse("message-count", "every message that was written is there", (database.ReadInteger($"SELECT count(*) FROM message WHERE msgId >= {firstNew}") ?? 0) - written);
        Refuse("server-id", "a server's number stands once", database.ReadInteger(
            $"SELECT count(*) FROM (SELECT 1 FROM message WHERE msgSvrId <> 0 GROUP BY msgSvrId HAVING count(*) > 1 AND max(msgId) >= {firstNew})"));
        if (schema.Has("message", "talkerId"))
        {
            Refuse("talker-number", "a chat has one number, and a number is of one chat", database.ReadInteger(
                $"SELECT count(*) FROM (SELECT 1 FROM (SELECT DISTINCT talkerId, talker FROM message NOT INDEXED WHERE msgId >= {firstNew}) GROUP BY talkerId HAVING count(*) > 1)"));
        }

        foreach ((string table, string column) in OfMessages)
        {
            if (schema.Has(table, column) || database.ColumnsOf(table).Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                Refuse("file-message", "a file is of a message that is there", database.ReadInteger(
                    $"SELECT count(*) FROM {table} t WHERE t.{column} >= {firstNew} AND t.{column} NOT IN (SELECT msgId FROM message)"));
            }
        }

        if (schemaBefore is not null)
        {
            Refuse("schema", "tables and indices are as the app made them", SchemaOf(database) == schemaBefore ? 0 : 1);
        }

        CheckIntegrity(database);
    }

    /// <summary>All that a store's schema says.</summary>
    public static string SchemaOf(SqliteDatabase database)
    {
        System.Text.StringBuilder text = new();
        using SqliteStatement rows = database.Prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
        while (rows.Step())
        {
            text.Append(rows.Text(0)).Append('\0').Append(rows.Text(1)).Append('\0').Append(rows.Text(2)).Append('\0').Append(rows.Text(3)).Append('\n');
        }

        return text.ToString();
    }

    private static void CheckIntegrity(SqliteDatabase database)
    {
        // That indices fit their tables is SQLite's own work, and looking at each entry costs as much as all of the writing.
        using SqliteStatement check = database.Prepare("PRAGMA quick_check(1)");
        Refuse("integrity", "the database is sound", check.Step() && check.Text(0) == "ok" ? 0 : 1);
    }

    private static void Refuse(string name, string what, long? broken)
    {
        if (broken is not (null or 0))
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, AndroidNames.Messages, $"the store that was written breaks the rule {name} ({what}) in {broken} rows; nothing was put in place");
        }
    }
}
