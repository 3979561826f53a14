using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>Which of the tables and columns of <c>msgstore.db</c> and <c>wa.db</c> a database has.</summary>
internal sealed class MsgstoreSchema : KnownTables
{
    public MsgstoreSchema(SqliteDatabase database)
        : base(database, WhatsAppTables.Known)
    {
        HasModern = Has("message", "chat_row_id") && Has("chat", "jid_row_id") && Has("jid");
        HasLegacy = Has("messages", "key_remote_jid");
    }

    /// <summary>Whether it has the tables that hold messages since 2021.</summary>
    public bool HasModern { get; }

    /// <summary>Whether it has the table that held messages until 2022.</summary>
    public bool HasLegacy { get; }
}
