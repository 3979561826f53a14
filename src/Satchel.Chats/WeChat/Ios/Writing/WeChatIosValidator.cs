using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>
/// Holds what was written to every rule of the app's that is known, and what was there to what it was: nothing is put into its place before. See docs/formats/wechat-ios-writing.md,
/// "Rules".
/// </summary>
internal static class WeChatIosValidator
{
    private static readonly (string Name, string Broken)[] Rules =
    [
        ("message-time", "CreateTime IS NULL OR CreateTime < 0"),
        ("message-type", "Type IS NULL"),
        ("message-direction", "Des IS NULL OR Des NOT IN (0, 1)"),
        ("message-text", "Message IS NULL"),
    ];

    /// <summary>Refuses what breaks a rule.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>.</exception>
    public static void Check(WrittenDatabases databases, IReadOnlyList<WrittenChat> written)
    {
        foreach ((string name, string? original) in databases.Written)
        {
            using var database = SqliteDatabase.OpenImmutable(databases.PathOf(name));
            using (SqliteStatement check = database.Prepare("PRAGMA integrity_check(1)"))
            {
                Require(check.Step() && check.Text(0) == "ok", name, "whole-database");
            }

            foreach (WrittenChat chat in written.Where(chat => chat.Database == name))
            {
                CheckChat(database, chat, name);
            }

            if (original is not null)
            {
                CheckKept(database, original, name, written);
            }
        }
    }

    private static void CheckChat(SqliteDatabase database, WrittenChat chat, string where)
    {
        long added = database.ReadInteger($"SELECT count(*) FROM {chat.Table} WHERE MesLocalID > {chat.LastBefore}") ?? 0;
        Require(added == chat.Last - chat.LastBefore, where, "message-count");
        foreach ((string name, string broken) in Rules)
        {
            Require(database.ReadInteger($"SELECT 1 FROM {chat.Table} WHERE MesLocalID > {chat.LastBefore} AND ({broken}) LIMIT 1") is null, where, name);
        }

        // Two notices may stand under the number of the message that one of them recalls.
        Require(
            database.ReadInteger(
                $"SELECT 1 FROM {chat.Table} WHERE MesSvrID != 0 AND Type NOT IN ({WeChatTypes.Notice}, {WeChatTypes.SystemXml}) AND MesLocalID > {chat.LastBefore} GROUP BY MesSvrID HAVING count(*) > 1 LIMIT 1") is null,
            where,
            "server-id");
        long? last = database.ReadInteger($"SELECT seq FROM sqlite_sequence WHERE name = '{chat.Table}'");
        Require(last is null || last >= chat.Last, where, "last-number");
    }

    // What the phone had in tables of chats that got messages is what it was.
    private static void CheckKept(SqliteDatabase database, string original, string where, IReadOnlyList<WrittenChat> written)
    {
        using var before = SqliteDatabase.OpenImmutable(original);
        Require(SchemaOf(before).IsSubsetOf(SchemaOf(database)), where, "schema");
        foreach (WrittenChat chat in written.Where(chat => chat.Database == where && chat.LastBefore > 0))
        {
            if (before.ColumnsOf(chat.Table).Count == 0)
            {
                continue;
            }

            string rows = $"SELECT * FROM {chat.Table} WHERE MesLocalID <= {chat.LastBefore} ORDER BY MesLocalID";
            using SqliteStatement then = before.Prepare(rows);
            using SqliteStatement now = database.Prepare(rows);
            bool isThere;
            while ((isThere = then.Step()) && now.Step())
            {
                for (int column = 0; column < then.ColumnCount; column++)
                {
                    Require(then.TypeOf(column) == now.TypeOf(column) && then.Blob(column).SequenceEqual(now.Blob(column)), where, "kept-rows");
                }
            }

            Require(!isThere && !now.Step(), where, "kept-rows");
        }
    }

    private static HashSet<string> SchemaOf(SqliteDatabase database)
    {
        HashSet<string> schema = new(StringComparer.Ordinal);
        using SqliteStatement rows = database.Prepare("SELECT type || char(0) || name || char(0) || coalesce(sql, '') FROM sqlite_schema");
        while (rows.Step())
        {
            schema.Add(rows.Text(0));
        }

        return schema;
    }

    private static void Require(bool holds, string where, string rule)
    {
        if (!holds)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, $"the store that was written breaks the rule {rule}; nothing was put in place");
        }
    }
}
