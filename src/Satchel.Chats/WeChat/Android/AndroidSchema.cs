using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>Which of the tables and columns of WeChat's databases one has.</summary>
internal sealed class AndroidSchema : KnownTables
{
    public AndroidSchema(SqliteDatabase database)
        : base(database, AndroidTables.Known)
    {
    }

    /// <summary>Whether a database is one of messages.</summary>
    public static bool IsOne(SqliteDatabase database)
    {
        AndroidSchema schema = new(database);
        return schema.HasMessages && (schema.Has(AndroidTables.Contacts, "username") || schema.Has(AndroidTables.Conversations, "username") || schema.Has(AndroidTables.Owner, "id"));
    }

    /// <summary>Whether it has the table of messages.</summary>
    public bool HasMessages => Has("message", "talker") && Has("message", "createTime") && Has("message", "content");

    /// <summary>Whether an index finds the rows of a table by a column.</summary>
    public bool IsIndexed(string table, string column)
    {
        using SqliteStatement statement = Database.Prepare(
            "SELECT 1 FROM pragma_index_list(?1) l JOIN pragma_index_info(l.name) c ON c.seqno = 0 WHERE l.partial = 0 AND c.name = ?2 COLLATE NOCASE");
        statement.Bind(1, table);
        statement.Bind(2, column);
        return statement.Step();
    }
}
